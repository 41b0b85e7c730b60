"""The one workflow of every page, and its one task. Wagtail's own, by groups that are never filled, is put to rest."""

from django.db import migrations

NAME = "Validation"


def begin(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    kind, _ = ContentType.objects.get_or_create(app_label="cms", model="validationtask")
    task = apps.get_model("cms", "ValidationTask").objects.create(name=NAME, content_type=kind, active=True)
    workflow = Workflow.objects.create(name=NAME, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    WorkflowPage.objects.all().delete()
    Workflow.objects.exclude(pk=workflow.pk).update(active=False)
    for home in apps.get_model("cms", "HomePage").objects.all():
        WorkflowPage.objects.create(page_id=home.pk, workflow=workflow)


def end(apps, schema_editor):
    """Pages go back to no workflow at all: what waited stays a draft."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Workflow.objects.filter(
        workflow_tasks__task__in=apps.get_model("cms", "ValidationTask").objects.values("pk")
    ).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(
        pk__in=list(apps.get_model("cms", "ValidationTask").objects.values_list("pk", flat=True))
    ).delete()
    Workflow.objects.update(active=True)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_workflow"),
        ("cms", "0002_first_pages"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(begin, end, elidable=False)]
