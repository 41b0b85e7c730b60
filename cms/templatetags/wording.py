"""How values are said and fields are shown, the same everywhere."""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()

# In this order: boxes are a kind of radios to Django.
CHOICES = {
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    forms.CheckboxInput: "checkbox",
    forms.Select: "select",
    forms.ClearableFileInput: "file",
    forms.FileInput: "file",
    forms.Textarea: "input",
}
CHOICE = (
    '<div class="{}"><div class="{}"><input type="{}" name="{}" value="{}"{}>'
    '<label class="fr-label" for="{}">{}</label></div></div>'
)
CLASSES = {"select": "fr-select", "file": "fr-upload", "input": "fr-input"}


@register.filter
def known(value: Any) -> str | SafeString:
    """A number as the reader writes it, any other value as it is; *unknown* is a word, never a zero or a blank."""
    if value is None or value == "":
        return format_html('<span class="unknown">{}</span>', _("unknown"))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return number_format(value, force_grouping=True) if isinstance(value, int | float) else value


@register.filter
def kind_of(field: BoundField) -> str:
    """Which of the layouts of `components/field.html` a field takes."""
    widget = field.field.widget
    return next((kind for widget_class, kind in CHOICES.items() if isinstance(widget, widget_class)), "input")


@register.filter
def themed(field: BoundField) -> SafeString:
    """The field's control, with the class of the themes. Django links help and errors to it (aria-describedby)."""
    classes = f"{CLASSES.get(kind_of(field), '')} {field.field.widget.attrs.get('class', '')}".strip()
    return field.as_widget(attrs={"class": classes} if classes else None)


@register.simple_tag(takes_context=True)
def choices_of(context: dict[str, Any], field: BoundField) -> SafeString:
    """Radios or boxes, each with its label; in one line where the template says `inline`.

    Written here: as templates, the hundred people of a journal's form took twice as long.
    """
    element = "fr-fieldset__element fr-fieldset__element--inline" if context.get("inline") else "fr-fieldset__element"
    group = "fr-radio-group" if kind_of(field) == "radios" else "fr-checkbox-group"
    return format_html_join("\n", CHOICE, ((element, group, *_told(option)) for option in field))


def _told(option: Any) -> tuple[str, ...]:
    """`attrs` say whether it is chosen, too."""
    data = option.data
    chosen = flatatt(data["attrs"])
    return data["type"], data["name"], str(data["value"]), chosen, option.id_for_label, str(option.choice_label)
