"""Reading files that people write: everything is checked first, every mistake has its place.

`yaml_tree` and `sheets` read files into nodes that know where they stand, `fields` checks nodes
against a schema and collects every mistake, `difference` writes once and says what has changed.
Schemas are declared in the room `imports` of the app that owns the rows.
"""
