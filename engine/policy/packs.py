"""The folder of packs: every product with its versions by day, its sources and contacts, and the vendor's own data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

from engine.policy.pack import ContactsFile, ExamplesFile, FactsFile, OutcomesFile, PolicyFile, ProductFile, SourcesFile, Vendor
from engine.policy.papers import wrong_contacts, wrong_sources, wrong_words
from engine.policy.sense import senseless
from engine.policy.shaping import shaped
from engine.policy.version import Version
from engine.policy.yaml_file import YamlFile
from engine.vocabulary.instants import NotATime, zone_named
from engine.vocabulary.problems import Place, Problem, Refused, refuse


@dataclass(frozen=True, eq=False)
class Pack:
    """One product: `versions` in order of their first day."""

    product: ProductFile
    zone: ZoneInfo
    sources: SourcesFile
    contacts: ContactsFile
    versions: tuple[Version, ...]

    def last_day_of(self, version: Version) -> date | None:
        """The day before the next version begins, or the version's own end where that is earlier; None while open."""
        later = [other.begins - timedelta(days=1) for other in self.versions if other.begins > version.begins]
        ends = [day for day in (version.policy.effective.to, min(later, default=None)) if day is not None]
        return min(ends, default=None)

    def version_on(self, day: date) -> Version | None:
        """The version in force on a local day of the product's time zone."""
        for version in reversed(self.versions):
            last = self.last_day_of(version)
            if version.begins <= day and (last is None or day <= last):
                return version
        return None


@dataclass(frozen=True, eq=False)
class Packs:
    """All packs of a folder by product key."""

    folder: str
    packs: Mapping[str, Pack]
    notes: Path | None = None

    def version(self, ref: str) -> Version:
        """`hausperfekt@2025-01`. Raises Refused naming what there is."""
        for pack in self.packs.values():
            for version in pack.versions:
                if version.ref == ref:
                    return version
        there = ", ".join(version.ref for pack in self.packs.values() for version in pack.versions)
        raise refuse("unknown_policy", f"there is no policy `{ref}`; there are {there}")

    @cached_property
    def vendor(self) -> Vendor:
        file = _file(Path(self.folder) / "vendor.yaml", self.notes)
        vendor = shaped(file, Vendor)
        _zone(vendor.time_zone, file.place(("time_zone",), "time_zone"))
        return vendor

    @cached_property
    def outcomes(self) -> OutcomesFile:
        file = _file(Path(self.folder) / "outcomes.yaml", self.notes)
        outcomes = shaped(file, OutcomesFile)
        problems = list(wrong_words(outcomes, file))
        if problems:
            raise Refused(problems)
        return outcomes


def read_packs(folder: Path, notes: Path | None = None) -> Packs:
    """Every subfolder with a `product.yaml`; `notes`: where what files said is kept, for speed.

    Raises Refused with all problems of all files."""
    if not folder.is_dir():
        raise refuse("no_policies", f"there is no folder of packs at `{folder}`; name one with KLAUSEL_POLICIES")
    packs: dict[str, Pack] = {}
    problems: list[Problem] = []
    for of_product in _folders_with_yaml(folder):
        try:
            pack = read_pack(of_product, notes)
            packs[pack.product.product] = pack
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    if not packs:
        raise refuse("no_policies", f"there is no pack in `{folder}` (a folder with a product.yaml); name another with KLAUSEL_POLICIES")
    return Packs(str(folder), packs, notes)


def read_pack(folder: Path, notes: Path | None = None) -> Pack:
    """One product's folder. Raises Refused with all problems of all its files."""
    file = _file(folder / "product.yaml", notes)
    product = shaped(file, ProductFile)
    if product.product != folder.name:
        raise refuse(
            "bad_name", f"`{product.product}` must be called like its folder, `{folder.name}`", file.place(("product",), "product")
        )
    zone = _zone(product.time_zone, file.place(("time_zone",), "time_zone"))
    sources_file, contacts_file = _file(folder / "sources.yaml", notes), _file(folder / "contacts.yaml", notes)
    sources, contacts = shaped(sources_file, SourcesFile), shaped(contacts_file, ContactsFile)
    problems = [*wrong_sources(sources, sources_file), *wrong_contacts(contacts, contacts_file, sources)]
    versions: list[Version] = []
    for of_version in _folders_with_yaml(folder):
        try:
            version = read_version(of_version, product.product, zone, notes)
            problems += senseless(version, sources.sources)
            versions.append(version)
        except Refused as refused:
            problems += refused.problems
    problems += _overlaps(versions)
    if not problems and not versions:
        problems = [Problem("no_version", "has no version: a folder such as 2025-01 with a policy.yaml", Place(str(folder)))]
    if problems:
        raise Refused(problems)
    return Pack(product, zone, sources, contacts, tuple(sorted(versions, key=lambda version: version.begins)))


def read_version(folder: Path, product: str, zone: ZoneInfo, notes: Path | None = None) -> Version:
    """A version's `policy.yaml` and `facts.yaml`. Raises Refused with every field that is wrong."""
    policy_file, facts_file = _file(folder / "policy.yaml", notes), _file(folder / "facts.yaml", notes)
    policy, facts = shaped(policy_file, PolicyFile), shaped(facts_file, FactsFile)
    if policy.version != folder.name:
        place = policy_file.place(("version",), "version")
        raise refuse("bad_name", f"`{policy.version}` must be called like its folder, `{folder.name}`", place)
    names = [fact.id for fact in facts.facts]
    for position, name in enumerate(names):
        if name in names[:position]:
            raise refuse("twice", f"the fact `{name}` stands twice", facts_file.place(("facts", position)))
    places = {"facts": facts_file.place(("facts",))}
    places |= {f"fact {name}": facts_file.place(("facts", position, "id")) for position, name in enumerate(names)}
    places |= {field: policy_file.place((field,)) for field in ("effective", "service_hours", "level")}
    for s, section in enumerate(policy.coverage):
        places[f"section {section.section}"] = policy_file.place(("coverage", s, "section"))
        places |= {f"rule {rule.id}": policy_file.place(("coverage", s, "rules", r, "id")) for r, rule in enumerate(section.rules)}
    places |= {f"rule {rule.id}": policy_file.place(("route", r, "id")) for r, rule in enumerate(policy.route)}
    places |= {f"rule {rule.id}": policy_file.place(("channel", r, "id")) for r, rule in enumerate(policy.channel)}
    text_digest = hashlib.sha256(f"{policy_file.text}\0{facts_file.text}".encode()).hexdigest()
    by_name = {fact.id: fact for fact in facts.facts}
    return Version(product, f"{product}@{policy.version}", zone, policy, by_name, places, str(folder), text_digest)


def read_examples(version: Version) -> tuple[ExamplesFile, YamlFile]:
    """The version's worked examples, and the file itself for their lines."""
    file = _file(Path(version.folder) / "examples.yaml")
    return shaped(file, ExamplesFile), file


def _overlaps(versions: list[Version]) -> list[Problem]:
    ordered = sorted(versions, key=lambda version: version.begins)
    found = []
    for earlier, later in pairwise(ordered):
        end = earlier.policy.effective.to
        if earlier.begins == later.begins or (end is not None and end >= later.begins):
            found.append(Problem("overlap", f"is in force on `{later.begins}`, as `{later.ref}` is", earlier.places["effective"]))
    return found


def _folders_with_yaml(folder: Path) -> list[Path]:
    """Subfolders that hold a YAML file or a folder with one: those are meant to be read, whatever they lack."""
    inside = {path.relative_to(folder).parts[0] for depth in ("*/*.yaml", "*/*/*.yaml") for path in folder.glob(depth)}
    return [folder / name for name in sorted(inside)]


def _file(path: Path, notes: Path | None = None) -> YamlFile:
    return YamlFile(path, str(path), notes)


def _zone(name: str, place: Place) -> ZoneInfo:
    try:
        return zone_named(name)
    except NotATime as wrong:
        raise refuse("bad_zone", f"`{name}` {wrong}", place) from None
