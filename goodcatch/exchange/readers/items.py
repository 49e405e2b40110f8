"""Lists of what was found, learned and to be done: factors, lessons, actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from goodcatch.exchange.readers.blocks import Block, Shape
from goodcatch.exchange.readers.document import (
    ActionItem,
    Kind,
    Link,
    Paragraph,
    Part,
    Span,
    State,
    Structure,
)
from goodcatch.exchange.readers.tables import Row, Table, column, table_of

# Verbs that a task begins with; a paragraph that starts with one is something to do.
_TASK_VERBS = frozenset(
    "add adjust agree align allow alert apply ask assess assign audit automate avoid backup block "
    "build bring change check clarify clean come communicate configure consider continue create "
    "decide decrease define delete deploy deprecate describe design develop disable discuss document "
    "educate enable enforce engage enhance ensure establish evaluate examine expand explore extend "
    "find finish fix follow get give have hire identify implement improve include increase inform "
    "install introduce investigate keep limit look make measure migrate minimize minimise modify "
    "monitor move notify optimize organize perform pin plan prepare prevent prioritize prioritise "
    "provide publish put raise reconsider reduce refactor reflect release remove rename replace "
    "report require research resolve restore restrict review revisit rework rotate run schedule "
    "separate set setup share simplify split standardize start stop store subscribe switch teach "
    "test track train try tune turn update upgrade use validate verify write".split()
)
_DONE = re.compile(
    r"(?i:[\[(*_`]\s*(?:already |now |all )?(?:done|completed|complete|closed|resolved|fixed)\b"
    r"[^\])*_`\n]{0,60}[\])*_`])"
    r"|✅|✔|☑|(?:^|[\s\-–—:|])(?:DONE|COMPLETED|CLOSED)(?:$|[\s.:!|])"
    r"|\b(?:has|have) been (?:done|implemented|documented|fixed|completed|deployed|resolved)\b"
    r"|(?:[-–—:]|\.)\s*(?:done|completed)[.!]?\s*\Z"
    r"|\bstatus:\s*\**\s*(?:done|complete|completed|closed|resolved|fixed)\b"
)
_STRUCK = re.compile(r"\A\s*~~[^~]{1,2000}~~\s*\Z")
_OPEN = re.compile(
    r"[\[(*_`]\s*(?:todo|open|pending|in progress|not started|ongoing|wip|not done|planned)\b"
    r"|❌|☐|⏳|🔲|(?:^|[\s\-–—:|])TODO(?:$|[\s.:!|])"
    r"|\bstatus:\s*\**\s*(?:todo|open|pending|in progress|not started|ongoing|planned)\b",
    re.IGNORECASE,
)
_CHECKBOX = re.compile(r"\A\s*\[(?P<mark>[ xX✓])\](?=\s|$)\s*")
_OWNER = re.compile(
    r"\b(?:owner|owned by|assignee|assigned to|responsible|dri|who)\b\**\s*[:=]\s*\**\s*"
    r"(?P<who>[^\n;|,.()\[\]*]{1,80})"
    r"|[(\[–—-]\s*@(?P<handle>[\w-]{1,60})\s*(?:[)\]]|\Z)",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:due(?: date| by)?|deadline|target(?: date)?|eta)\b\**\s*[:=]?\s*\**\s*"
    r"(?P<due>(?=[^\n;|)\]]{0,40}\d)[^\n;|)\]]{1,40})",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{0,500})\]"
    r"(?:\((?P<url>[^()\s]{1,2000}(?:\([^()\s]{0,500}\)[^()\s]{0,500})?)(?:\s[^()\n]{0,300})?\)|\[(?P<ref>[^\[\]\n]{0,200})\])?"
    r"|(?P<bare>https?://[^\s<>()\[\]\"'`]{1,2000}"
    r"(?:\([^\s<>()]{0,500}\)[^\s<>()\[\]\"'`]{0,500})?)"
)
_CAUSE = re.compile(r"\A[^.\n]{0,40}\b(?:root|ultimate|primary|main|underlying|direct) cause\b", re.IGNORECASE)
_CAUSES_FOLLOW = re.compile(
    r"\b(?:caused by|(?:root|underlying) causes?|contributing factors)\b[^.:\n]{0,80}:\s*\Z",
    re.IGNORECASE,
)
_INTRO_END = re.compile(r"(?::|[Ff]or (?:example|instance),?)\s*\Z")
_TASK_COLUMNS = frozenset({"action", "actions", "task", "tasks"})
_ACTION_COLUMNS = frozenset("action actions item task description what todo measure improvement".split())
_OWNER_COLUMNS = frozenset("owner owners assignee assigned who dri responsible lead".split())
_DUE_COLUMNS = frozenset("due deadline eta when date target".split())
_STATE_COLUMNS = frozenset("status state done progress complete completed".split())
_CLOSED_WORDS = frozenset("done complete completed closed resolved fixed merged yes x ✅ ✔".split())
_WORD = re.compile(r"[^\W_]+")
_SHORT_LABEL = 12
_LISTING = frozenset({Shape.LIST, Shape.TABLE})


def links_in(text: str, references: Mapping[str, str]) -> tuple[Link, ...]:
    """Return the links of some words in order, those by reference looked up."""
    found: dict[str, Link] = {}
    for match in _LINK.finditer(text):
        if match["bare"]:
            url = match["bare"].rstrip(".,;:!?")
            found.setdefault(url, Link("", url))
            continue
        words = match["text"]
        target = match["url"] or references.get(_folded(match["ref"] or words))
        if target:
            found.setdefault(target.strip("<>"), Link(words, target.strip("<>")))
    return tuple(found.values())


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def begins_as_task(text: str) -> bool:
    """Return whether words begin with a verb that tells somebody to do something."""
    first = _WORD.search(text[:200])
    return bool(first and first.group().lower() in _TASK_VERBS)


def announces_causes(block: Block) -> bool:
    """Return whether a paragraph ends by saying that causes follow: 'It was caused by:'."""
    return block.shape is Shape.PARAGRAPH and bool(_CAUSES_FOLLOW.search(block.text))


def _one_to_a_line(block: Block, lines: Sequence[str]) -> bool:
    """Return whether each line of a paragraph is a thing of its own, and not wrapped words."""
    if len(lines) < 2 or len(lines) != block.span.end - block.span.start + 1:
        return False
    return all(line.strip()[:1].isupper() for line in lines)


@dataclass(frozen=True, slots=True)
class ItemReader:
    """Reads the blocks under one heading into items of its kind."""

    lines: Sequence[str]
    references: Mapping[str, str]
    kind: Kind
    kinds: tuple[Kind, ...]
    path: tuple[str, ...]
    has_sections_below: bool

    def read(self, blocks: Sequence[Block]) -> Iterator[Part]:
        """Yield an item for each thing listed, and what introduces a list as such."""
        listed = any(block.shape in _LISTING for block in blocks)
        if self.kind is Kind.FACTOR and not listed and blocks:
            yield self._told(blocks)
            return
        causes = False
        for index, block in enumerate(blocks):
            following = blocks[index + 1].shape if index + 1 < len(blocks) else None
            if block.shape is Shape.LIST:
                reader = replace(self, kind=Kind.FACTOR, kinds=(Kind.FACTOR,)) if causes else self
                yield from reader.list(block)
            elif block.shape is Shape.TABLE:
                yield from self._table(block)
            elif block.shape is Shape.PARAGRAPH:
                yield from self._paragraph(block, following in _LISTING, listed)
            else:
                yield self._unplaced(block)
            causes = announces_causes(block)

    def _told(self, blocks: Sequence[Block]) -> Part:
        """Return a cause told in paragraphs as the one factor it is."""
        span = Span(blocks[0].span.start, blocks[-1].span.end)
        text = "\n".join(self.lines[span.start - 1 : span.end]).strip()
        return Paragraph(kind=Kind.FACTOR, text=text, span=span, path=self.path)

    def list(self, block: Block) -> Iterator[Part]:
        """Yield the items of a list; a short label over a nested list only groups."""
        kind = self._one_of([item.text for item in block.children])
        for item in block.children:
            if not _WORD.search(item.text):
                continue
            nested = [child for child in item.children if child.shape is Shape.LIST]
            if nested and self._groups(item, nested, kind):
                head = item.children[0]
                yield Structure(kind=Kind.LABEL, text=head.text, span=head.span, path=self.path)
                for child in item.children[1:]:
                    yield from self.list(child) if child.shape is Shape.LIST else [self._unplaced(child)]
            else:
                yield self._item(kind, item.text, item.span)

    def _groups(self, item: Block, nested: Sequence[Block], kind: Kind) -> bool:
        head = item.children[0]
        if kind is not Kind.ACTION or head.shape is not Shape.PARAGRAPH:
            return False
        if nested[0].span.start <= head.span.end:
            return False
        boxes = [_CHECKBOX.match(child.text) for part in nested for child in part.children]
        if all(boxes) and not _CHECKBOX.match(item.text):
            return True
        label = head.text.strip().strip("*_").strip()
        return label.endswith(":") and len(label.split()) <= _SHORT_LABEL

    def _one_of(self, texts: Sequence[str]) -> Kind:
        """Return which of two kinds named in one heading the items are of."""
        if Kind.ACTION not in self.kinds or len(self.kinds) < 2:
            return self.kind
        tasks = sum(1 for text in texts if begins_as_task(text))
        if tasks * 2 >= len(texts):
            return Kind.ACTION
        return next(kind for kind in self.kinds if kind is not Kind.ACTION)

    def _paragraph(self, block: Block, before_list: bool, listed: bool) -> Iterator[Part]:
        text = block.text.strip()
        if before_list and text.endswith(":") and len(text.split()) <= _SHORT_LABEL:
            yield Structure(kind=Kind.LABEL, text=text, span=block.span, path=self.path)
        elif self.kind in (Kind.LESSON, Kind.ACTION) and _CAUSE.match(text):
            yield self._item(Kind.FACTOR, text, block.span)
        elif self.kind is Kind.FACTOR or Kind.ACTION in self.kinds or self.kind is Kind.ACTION:
            yield from self._loose(block, text, before_list, listed)
        elif before_list and (self.kind is not Kind.LESSON or _INTRO_END.search(text)):
            yield self._unplaced(block)
        else:
            yield self._item(self.kind, text, block.span)

    def _loose(self, block: Block, text: str, before_list: bool, listed: bool) -> Iterator[Part]:
        """Yield what a paragraph says among actions or factors: items, or words around them."""
        if self.kind is Kind.FACTOR:
            yield self._item(Kind.FACTOR, text, block.span)
            return
        lines = block.text.split("\n")
        tasks = sum(1 for line in lines if begins_as_task(line))
        if _one_to_a_line(block, lines) and tasks * 2 >= len(lines):
            for number, line in enumerate(lines, start=block.span.start):
                yield self._item(self._one_of(lines), line.strip(), Span(number, number))
        elif begins_as_task(text) or not (listed or before_list or self.has_sections_below):
            yield self._item(self._one_of([text]), text, block.span)
        else:
            yield self._unplaced(block)

    def _table(self, block: Block) -> Iterator[Part]:
        table = table_of(block, self.lines)
        head = " | ".join(table.head)
        yield Structure(kind=Kind.TABLE_HEAD, text=head, span=table.head_span, path=self.path)
        tasks = Kind.ACTION in self.kinds
        for row in table.rows:
            span = Span(row.line, row.line)
            if self.kind is Kind.ACTION or (tasks and column(table.head, _TASK_COLUMNS) is not None):
                yield self._action_row(table, row, span)
            else:
                yield self._item(self.kind, " | ".join(c for c in row.cells if c), span)

    def _action_row(self, table: Table, row: Row, span: Span) -> Part:
        def cell(names: frozenset[str]) -> tuple[int | None, str]:
            index = column(table.head, names)
            return index, row.cells[index] if index is not None and index < len(row.cells) else ""

        said, text = cell(_TASK_COLUMNS)
        if said is None:
            said, text = cell(_ACTION_COLUMNS)
        owner, who = cell(_OWNER_COLUMNS)
        due, when = cell(_DUE_COLUMNS)
        state, status = cell(_STATE_COLUMNS)
        if said is None or not text:
            said, text = next(((i, c) for i, c in enumerate(row.cells) if c), (0, ""))
        known = {said, owner, due}
        others = [
            f"{table.head[i]}: {c}" if i < len(table.head) and table.head[i] else c
            for i, c in enumerate(row.cells)
            if i not in known and c
        ]
        words = " | ".join([text, *others])
        read = _state_of_cell(status) if state is not None else _state_of(words)
        return ActionItem(
            kind=Kind.ACTION, text=words, span=span, path=self.path, state=read,
            owner_text=who if owner != said else "", due_text=when if due != said else "",
            links=links_in(" ".join(row.cells), self.references),
        )  # fmt: skip

    def _item(self, kind: Kind, text: str, span: Span) -> Part:
        if kind is not Kind.ACTION:
            return Paragraph(kind=kind, text=text, span=span, path=self.path)
        box = _CHECKBOX.match(text)
        words = text[box.end() :] if box else text
        state = _state_of(words)
        if box:
            state = State.OPEN if box["mark"] == " " else State.DONE
        owner = _OWNER.search(words)
        due = _DUE.search(words)
        return ActionItem(
            kind=Kind.ACTION, text=words, span=span, path=self.path, state=state,
            owner_text=(owner["who"] or "@" + owner["handle"]).strip() if owner else "",
            due_text=due["due"].strip(" .*_") if due else "",
            links=links_in(words, self.references),
        )  # fmt: skip

    def _unplaced(self, block: Block) -> Part:
        return Paragraph(kind=Kind.UNPLACED, text=block.text, span=block.span, path=self.path)


def _state_of(words: str) -> State:
    if _STRUCK.match(words) or _DONE.search(words):
        return State.DONE
    return State.OPEN if _OPEN.search(words) else State.UNKNOWN


def _state_of_cell(status: str) -> State:
    words = {word.lower() for word in re.split(r"[\s*_`\[\]()]+", status) if word}
    if not words:
        return State.UNKNOWN
    done = not words.isdisjoint(_CLOSED_WORDS) and "not" not in words
    return State.DONE if done else State.OPEN
