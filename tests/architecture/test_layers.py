"""Foreign keys follow the arrows of the layers, and every package has its place."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Field

from tests.architecture.layers import ROOT, contract, height


def test_every_package_has_a_layer() -> None:
    packages = {path.parent.name for path in (ROOT / "ikkan").glob("*/__init__.py")}
    assert packages <= set(height())


def _present(*names: str) -> set[str]:
    return {f"ikkan.{name}" for name in names if (ROOT / "ikkan" / name / "__init__.py").exists()}


def test_contracts_name_every_package_that_is_present() -> None:
    places = height()
    contexts = [name for name, place in places.items() if 0 < place < places["audit"]]
    below = [name for name, place in places.items() if place > places["audit"]]
    assert _present(*below) <= set(contract("no-django")["source_modules"])
    assert _present(*contexts) <= set(contract("inside")["containers"])
    assert _present("review") <= set(contract("portal")["forbidden_modules"])


def _package(model: type) -> str | None:
    parts = model.__module__.split(".")
    return parts[1] if parts[0] == "ikkan" else None


def test_every_foreign_key_points_right_or_stays_inside() -> None:
    places, wrong = height(), []
    for model in apps.get_models(include_auto_created=True):
        source = _package(model)
        if source is None:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, Field) or field.related_model is None:
                continue
            target = _package(field.related_model)
            if target and target != source and places[target] <= places[source]:
                wrong.append(f"{model.__name__}.{field.name}: {source} → {target}")
    assert not wrong, "name what stands higher by Ref, not by ForeignKey"
