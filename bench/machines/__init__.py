"""Two web servers and two workers beside each other, as processes on this machine.

The servers are the distribution's own: PostgreSQL, Redis, nginx; files lie on an S3 server or in one
shared folder. Nothing of Outturn's embedded runtime is used.
"""
