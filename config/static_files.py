"""Static files in production: names with a fingerprint, also where one module imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

# Django knows the imports of every script, or of none; others' scripts name files that are not there.
OURS = ("core", "outcomes", "portfolio", "risks", "reports")
IMPORT = (r'(?P<matched>from "(?P<url>\.{1,2}/[^"]+)")', 'from "%(url)s"')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's; in our modules `from "./keyboard.js"` leads to the name with a fingerprint."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((f"{app}/*.js", (IMPORT,)) for app in OURS),
    )
