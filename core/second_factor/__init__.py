"""Second factors: authenticator apps, passkeys, recovery codes, and who must have one."""
