"""Backup and restore: the whole database and every stored file, in one file that checks itself.

Tables go through COPY in Postgres's text form and come back into tables that the program's own
migrations have made. That needs no program beside this one, and the same file fits the embedded
server, one of an older major version and one of a newer (decision 013).
"""
