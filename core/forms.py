"""Forms: how they are drawn, and the ones of the ground floor."""

from django.contrib.auth.forms import AuthenticationForm
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every form and field with the house's templates."""

    form_template_name = "core/_form.html"
    field_template_name = "core/_field.html"


class SignInForm(AuthenticationForm):
    """User name and password; a wrong pair is one message that tells neither apart."""
