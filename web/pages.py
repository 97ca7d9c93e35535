"""The pages: checking, rules, what this is, the API for people, the bookmarklet."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import (
    Blueprint,
    copy_current_request_context,
    redirect,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from checker.api import (
    Basis,
    Draft,
    Tier,
    basis_text,
    names,
    nearest,
    report_text,
    rule_page,
    version,
)
from web import bookmarklet, openapi, safety
from web.drafts import from_form
from web.engine import Checked
from web.problems import RefusedError
from web.sample import sample
from web.state import gone, state
from web.view import view

blueprint = Blueprint("pages", __name__)

FORMATS = {"text": "テキスト", "markdown": "Markdown", "html": "HTML"}


@blueprint.app_context_processor
def _shared() -> dict[str, Any]:
    return {
        "person": safety.person(state().settings),
        "version": version(),
    }


@blueprint.app_template_global("rule_address")
def _address(rule_id: str) -> str:
    category, name = rule_id.split("/", 1)
    return url_for("pages.rule", category=category, name=name)


@blueprint.app_template_global("basis_text")
def _basis(basis: Basis) -> str:
    return basis_text(basis)


@blueprint.get("/")
def index() -> str:
    """The page with the sample, already checked."""
    return _page(sample(), state().engine.sample(), is_sample=True)


@blueprint.post("/")
def check() -> str:
    """The same page with a draft: all that works without JavaScript."""
    settings, engine = state().settings, state().engine
    chosen = request.files.get("file")
    file = (chosen.filename, chosen.read()) if chosen is not None and chosen.filename else None
    wanted = from_form(request.form, file, settings)
    tier = Tier.MORPHEMES if not wanted.draft.text.strip() else wanted.tier
    page = copy_current_request_context(partial(_page, wanted.draft))
    return engine.check(wanted.draft, tier, page, gone=gone())


def _page(draft: Draft, checked: Checked, *, is_sample: bool = False) -> str:
    named = names()
    return render_template(
        "index.html",
        draft=draft,
        is_sample=is_sample,
        view=view(checked.data, checked.first, draft.text),
        report=_inline(report_text(checked.data)),
        formats=FORMATS,
        profiles=named["profiles"],
        genres=named["genres"],
        media=named["media"],
        settings=state().settings,
    )


def _inline(text: str) -> Markup:
    """JSON that may stand in a `script` element: no `<` can end it."""
    return Markup(text.replace("<", "\\u003c"))


@blueprint.get("/rules/")
def rules() -> str:
    """All rules, or those that hold some words."""
    words = request.args.get("q", "").split()
    found = [
        rule
        for rule in state().engine.rules
        if all(word in f"{rule.id} {rule.title} {rule.category_name} {rule.why}" for word in words)
    ]
    by_category = {
        name: [rule for rule in found if rule.category == key]
        for key, name in names()["categories"].items()
    }
    return render_template(
        "rules.html",
        query=" ".join(words),
        count=len(found),
        groups={name: group for name, group in by_category.items() if group},
    )


@blueprint.get("/rules/<category>/<name>")
def rule(category: str, name: str) -> str | BaseResponse:
    """Everything about one rule."""
    rulebook = state().engine.rulebook
    rule_id = f"{category}/{name}"
    page = rule_page(rulebook, rule_id)
    if page is None:
        near = nearest(rule_id, [rule.id for rule in rulebook])
        remedy = f"「{near}」のことでしょうか。" if near else "一覧から探してください。"
        raise RefusedError(404, "unknown-rule", "このルールはありません。", remedy)
    if page.summary.id != rule_id:  # it once had this name
        return redirect(_address(page.summary.id), 301)
    return render_template("rule.html", page=page)


@blueprint.get("/about")
def about() -> str:
    """What is checked, what is not, and that nothing is stored."""
    engine, settings = state().engine, state().settings
    return render_template(
        "about.html",
        rules=len(engine.rulebook),
        words=sum(rule.words for rule in engine.rules),
        categories=names()["categories"],
        settings=settings,
    )


@blueprint.get("/api/")
def api() -> str:
    """The description of the API, for people."""
    return render_template("api.html", api=openapi.description(state().settings), origin=_origin())


@blueprint.get("/bookmarklet")
def bookmark() -> str:
    """How to send the selection of another page here."""
    return render_template(
        "bookmarklet.html",
        code=bookmarklet.code(_origin()),
        origins=state().settings.allowed_origins,
    )


def _origin() -> str:
    """Where the one who asks has found this server.

    A proxy that ends TLS says so. Nobody else is told what a request says of itself, so
    there is no need to ask who says it.
    """
    secure = request.is_secure or request.headers.get("X-Forwarded-Proto") == "https"
    return f"{'https' if secure else 'http'}://{request.host}"
