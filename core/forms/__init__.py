"""Forms: how they are drawn, and the forms that rows are edited with."""
