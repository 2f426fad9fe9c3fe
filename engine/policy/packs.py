"""The folder of packs: every product with its versions by day, its sources and contacts, and the vendor's own data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from engine.policy.pack import ContactsFile, OutcomesFile, ProductFile, SourcesFile, Vendor
from engine.policy.shape_validation import read_shape, read_shape_with_flaws
from engine.policy.source_validation import wrong_contacts, wrong_outcome_words, wrong_sources
from engine.policy.version import Version
from engine.policy.version_files import read_version
from engine.policy.version_texts import VersionTexts, texts_in_folder
from engine.policy.version_validation import validation_problems
from engine.policy.yaml_file import read_yaml
from engine.vocabulary.instants import NotATime, read_zone
from engine.vocabulary.problems import Place, Problem, Refused, misread, problem, refuse

# what makes a folder a pack
PRODUCT = "product.yaml"


@dataclass(frozen=True, eq=False)
class Pack:
    """One product: `versions` in order of their first day; `clause_places`: where each clause stands;
    `missing_wordings`: what of its sources and contacts has no wording."""

    product: ProductFile
    zone: ZoneInfo
    sources: SourcesFile
    contacts: ContactsFile
    versions: tuple[Version, ...]
    clause_places: Mapping[str, Place] = field(default_factory=dict)
    missing_wordings: tuple[Problem, ...] = ()

    @property
    def flaws(self) -> tuple[Problem, ...]:
        """What keeps versions from being published though they can be read: wordings that are missing, days that two would hold."""
        of_versions = [flaw for version in self.versions for flaw in (*version.flaws, *self.overlaps_of(version))]
        return (*self.missing_wordings, *of_versions)

    def overlaps_of(self, version: Version) -> tuple[Problem, ...]:
        """Where a version says that it holds on the first day of the next one."""
        later = next((one for one in self.versions[self.versions.index(version) + 1 :]), None)
        if later is None or (version.begins < later.begins and (version.policy.effective.to or version.begins) < later.begins):
            return ()
        return (problem("overlap", version.places["effective"], day=later.begins, other=later.ref),)

    def with_version(self, version: Version) -> Pack:
        """The same with this version, in place of one of its name if there is one."""
        others = [other for other in self.versions if other.ref != version.ref]
        return replace(self, versions=tuple(sorted([*others, version], key=lambda one: one.begins)))

    def read(self, texts: VersionTexts) -> Version:
        """A version of this pack from its texts. Raises Refused with everything that keeps it from being decided by, flaws aside."""
        version = read_version(texts, self.product.product, self.zone)
        problems = list(validation_problems(version, self.sources.sources))
        if problems:
            raise Refused(problems)
        return version

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
    cache: Path | None = None

    def version(self, ref: str) -> Version:
        """`hausperfekt@2025-01`. Raises Refused naming what there is."""
        for pack in self.packs.values():
            for version in pack.versions:
                if version.ref == ref:
                    return version
        there = tuple(version.ref for pack in self.packs.values() for version in pack.versions)
        raise refuse("unknown_policy", name=ref, known=there)

    def with_version(self, version: Version) -> Packs:
        """The same with this version among its product's, in place of one of its name if there is one."""
        return replace(self, packs={**self.packs, version.product: self.packs[version.product].with_version(version)})

    @cached_property
    def vendor(self) -> Vendor:
        file = read_yaml(Path(self.folder) / "vendor.yaml", self.cache)
        vendor = read_shape(file, Vendor)
        _zone(vendor.time_zone, file.place(("time_zone",), "time_zone"))
        return vendor

    @cached_property
    def outcomes(self) -> OutcomesFile:
        file = read_yaml(Path(self.folder) / "outcomes.yaml", self.cache)
        outcomes = read_shape(file, OutcomesFile)
        problems = list(wrong_outcome_words(outcomes, file))
        if problems:
            raise Refused(problems)
        return outcomes


def read_packs(folder: Path, cache: Path | None = None) -> Packs:
    """Every subfolder with a `product.yaml`; `cache`: where what files said is kept, for speed.

    Raises Refused with all problems of all files, flaws that only stop a version from being published among them."""
    packs = read_packs_with_flaws(folder, cache)
    flaws = [flaw for pack in packs.packs.values() for flaw in pack.flaws]
    if flaws:
        raise Refused(flaws)
    return packs


def read_packs_with_flaws(folder: Path, cache: Path | None = None) -> Packs:
    """The same, for whoever wants to see flaws beside all else. Raises Refused with the problems that keep a pack from being read."""
    if not folder.is_dir():
        raise refuse("no_policies.folder", folder=str(folder))
    packs: dict[str, Pack] = {}
    problems: list[Problem] = []
    for of_product in _folders_with_yaml(folder):
        try:
            pack = read_pack(of_product, cache)
            packs[pack.product.product] = pack
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    if not packs:
        raise refuse("no_policies.pack", folder=str(folder))
    return Packs(str(folder), packs, cache)


def read_pack(folder: Path, cache: Path | None = None) -> Pack:
    """One product's folder. Raises Refused with all problems of all its files."""
    file = read_yaml(folder / PRODUCT, cache)
    product = read_shape(file, ProductFile)
    if product.product != folder.name:
        raise refuse("bad_name", file.place(("product",), "product"), name=product.product, folder=folder.name)
    zone = _zone(product.time_zone, file.place(("time_zone",), "time_zone"))
    sources_file, contacts_file = read_yaml(folder / "sources.yaml", cache), read_yaml(folder / "contacts.yaml", cache)
    sources, unworded_sources = read_shape_with_flaws(sources_file, SourcesFile)
    contacts, unworded_contacts = read_shape_with_flaws(contacts_file, ContactsFile)
    problems = [*wrong_sources(sources, sources_file), *wrong_contacts(contacts, contacts_file, sources)]
    versions: list[Version] = []
    for of_version in _folders_with_yaml(folder):
        try:
            version = read_version(texts_in_folder(of_version, cache), product.product, zone)
            problems += validation_problems(version, sources.sources)
            versions.append(version)
        except Refused as refused:
            problems += refused.problems
    if not problems and not versions:
        problems = [problem("no_version", Place(str(folder)))]
    if problems:
        raise Refused(problems)
    in_order = tuple(sorted(versions, key=lambda version: version.begins))
    clauses = {
        clause.id: sources_file.place(("sources", s, "clauses", c, "id"))
        for s, source in enumerate(sources.sources)
        for c, clause in enumerate(source.clauses)
    }
    return Pack(product, zone, sources, contacts, in_order, clauses, (*unworded_sources, *unworded_contacts))


def _folders_with_yaml(folder: Path) -> list[Path]:
    """Subfolders that hold a YAML file or a folder with one: those are meant to be read, whatever they lack; hidden ones are not."""
    inside = {path.relative_to(folder).parts[0] for depth in ("*/*.yaml", "*/*/*.yaml") for path in folder.glob(depth)}
    return [folder / name for name in sorted(inside) if not name.startswith(".")]


def _zone(name: str, place: Place) -> ZoneInfo:
    try:
        return read_zone(name)
    except NotATime as wrong:
        raise Refused(misread("bad_zone", wrong, place, value=name)) from None
