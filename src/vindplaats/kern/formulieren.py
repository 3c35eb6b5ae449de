"""Forms look the same everywhere: Django's renderer with our own templates and Utrecht classes on the inputs."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting


def utrecht_klasse(widget: forms.Widget) -> str:
    """The component class that belongs to a widget; empty for what has none (hidden, file, groups of choices)."""
    if isinstance(widget, forms.Textarea):
        return "utrecht-textarea"
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput, forms.HiddenInput)):
        return ""
    if isinstance(widget, forms.CheckboxInput):
        return ""
    if isinstance(widget, forms.Select):
        return ""
    return "utrecht-textbox" if isinstance(widget, forms.widgets.Input) else ""


class Veld(BoundField):
    """A bound field whose input carries the component class and says which text explains it."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        klaar = super().build_widget_attrs(attrs, widget)
        eigen = widget or self.field.widget
        klassen = [eigen.attrs.get("class", ""), attrs.get("class", ""), utrecht_klasse(eigen)]
        if any(klassen):
            klaar["class"] = " ".join(dict.fromkeys(" ".join(filter(None, klassen)).split()))
        return klaar


class Vormgever(TemplatesSetting):
    """Renders forms and fields with the templates in kern/formulier."""

    form_template_name = "kern/formulier/formulier.html"
    field_template_name = "kern/formulier/veld.html"
    bound_field_class = Veld
