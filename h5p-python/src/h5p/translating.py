r"""JavaScript's regular expressions, said in the language of the `regex` engine.

The two differ in what they quietly accept (possessive quantifiers and fuzzy matches are nothing in JavaScript), in
what the classes hold (`\d` and `\w` are ASCII, `\s` has U+FEFF), in `$` before a last newline, and in that JavaScript
counts UTF-16 units unless the flag u is given.
"""

import re
from array import array
from sys import byteorder

SPACE = "\\t\\n\\x0b\\x0c\\r \\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff"
SETS = {"d": "0-9", "w": "A-Za-z0-9_", "s": SPACE}
WORD = "[A-Za-z0-9_]"
BOUNDARY = {
    "b": f"(?:(?<={WORD})(?!{WORD})|(?<!{WORD})(?={WORD}))",
    "B": f"(?:(?<={WORD})(?={WORD})|(?<!{WORD})(?!{WORD}))",
}
LINE_ENDS = "\\n\\r\\u2028\\u2029"
CONTROL = {"f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
OPENING = re.compile(r"\((?:\?(?::|=|!|<=|<!|<[A-Za-z_][A-Za-z0-9_]*>))?")
CAPTURING = re.compile(r"\\.|\[(?:\\.|[^\]\\])*+\]|(\((?!\?)|\(\?<(?![=!]))", re.DOTALL)
COUNTED = re.compile(r"\{([0-9]{1,9})(?:,([0-9]{0,9}))?\}")
PROPERTY = re.compile(r"[pP]\{[A-Za-z0-9_]+(?:=[A-Za-z0-9_]+)?\}")
NAMED = re.compile(r"\\k<([A-Za-z_][A-Za-z0-9_]*)>")
NUMBERED = re.compile(r"\\([0-9]{1,4})")
UNIT = re.compile(r"\\x([0-9a-fA-F]{2})|\\u([0-9a-fA-F]{4})")
CODE_POINT = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}")
CONTROL_LETTER = re.compile(r"\\c([A-Za-z])")
OCTAL = re.compile(r"\\([0-3][0-7]{0,2}|[4-7][0-7]?)")
LOW_SURROGATE = re.compile(r"\\u([dD][c-fC-F][0-9a-fA-F]{2})")
# The engine writes a counted repetition out, one inside another: these are so many nodes.
MOST_NODES = 20_000


class PatternError(ValueError):
    """What JavaScript would not compile, or what is too large to compile here."""


def units(text: str) -> str:
    """The text with every character beyond U+FFFF as its two UTF-16 units, as JavaScript counts."""
    if text.isascii() or max(text) < "\U00010000":
        return text
    end = "le" if byteorder == "little" else "be"
    wide = array("I", array("H", text.encode(f"utf-16-{end}", "surrogatepass")))
    return wide.tobytes().decode(f"utf-32-{end}", "surrogatepass")


def translate(source: str, flags: str = "") -> str:
    """The pattern for `regex` (V1) that matches where JavaScript's `new RegExp(source, flags)` does.

    PatternError for what JavaScript refuses and for the few forms that are not translated (flag v, inline flags).
    """
    return _Translation(source, flags).whole()


class _Translation:
    def __init__(self, source: str, flags: str) -> None:
        self.unicode = "u" in flags
        self.dot = "[\\s\\S]" if "s" in flags else f"[^{LINE_ENDS}]"
        self.start, self.end = (
            ("^", "\\Z") if "m" not in flags else (f"(?:(?<=[{LINE_ENDS}])|\\A)", f"(?=[{LINE_ENDS}]|\\Z)")
        )
        self.text = source if self.unicode else units(source)
        self.at = 0
        self.groups = sum(1 for found in CAPTURING.finditer(self.text) if found[1])
        self.out: list[str] = []
        # Per open group: the nodes it holds so far; and those of the last thing that a quantifier may follow.
        self.open = [0]
        self.last = 0

    def whole(self) -> str:
        while self.at < len(self.text):
            self._one(self.text[self.at])
        self._close_item()
        if len(self.open) != 1:
            raise PatternError("a group is not closed")
        return "".join(self.out)

    def _one(self, char: str) -> None:
        if char == "(":
            self._open_group()
        elif char == ")":
            self._close_group()
        elif char in "*+?{":
            self._quantifier(char)
        elif char == "[":
            self._item(self._set())
        elif char == "\\":
            self._escape()
        elif char in "|^$":
            self._close_item()
            self._put({"|": "|", "^": self.start, "$": self.end}[char])
        elif char == ".":
            self._item(self._step(self.dot))
        elif char in "]}" and self.unicode:
            raise PatternError(f"a lone {char}")
        else:
            self._item(self._step(_literal(char)))

    def _step(self, said: str, over: int = 1) -> str:
        self.at += over
        return said

    def _put(self, said: str, over: int = 1) -> None:
        self.out.append(self._step(said, over))

    def _item(self, said: str) -> None:
        self._close_item()
        self.out.append(said)
        self.last = 1

    def _close_item(self) -> None:
        self.open[-1] += self.last
        self.last = 0
        if self.open[-1] > MOST_NODES:
            raise PatternError("the pattern repeats too much")

    def _open_group(self) -> None:
        found = OPENING.match(self.text, self.at)
        if not found or self.text.startswith("?", found.end()):
            raise PatternError("no such group")
        self._close_item()
        self._put(found[0], len(found[0]))
        self.open.append(1)

    def _close_group(self) -> None:
        self._close_item()
        if len(self.open) == 1:
            raise PatternError("a group is closed that was not opened")
        self._put(")")
        self.last = self.open.pop()

    def _quantifier(self, char: str) -> None:
        found = COUNTED.match(self.text, self.at)
        if char == "{" and not found:
            if self.unicode:
                raise PatternError("a lone {")
            return self._item(self._step("\\{"))
        if not self.last:
            raise PatternError("nothing to repeat")
        said = found[0] if found else char
        if found:
            least, most = int(found[1]), found[2]
            if most and int(most) < least:
                raise PatternError("a repetition counts down")
            self.last *= max(least, 1)
        self._put(said, len(said))
        if self.text.startswith("?", self.at):
            self._put("?")
        self._close_item()
        return None

    def _escape(self) -> None:
        char = self._escaped()
        if char in SETS:
            self._item(self._step(f"[{SETS[char]}]", 2))
        elif char.lower() in SETS:
            self._item(self._step(f"[^{SETS[char.lower()]}]", 2))
        elif char in BOUNDARY:
            self._close_item()
            self._put(BOUNDARY[char], 2)
        elif char in "pP" and self.unicode:
            self._item(self._property())
        elif char == "k" and (self.unicode or "(?<" in self.text):
            found = NAMED.match(self.text, self.at)
            if not found or f"(?<{found[1]}>" not in self.text:
                raise PatternError("no such named group")
            self._item(self._step(f"(?({found[1]})(?P={found[1]})|)", len(found[0])))
        elif char in "123456789":
            self._backreference()
        else:
            self._item(_literal(self._character()))

    def _backreference(self) -> None:
        found = NUMBERED.match(self.text, self.at)
        assert found
        number = int(found[1])
        if number <= self.groups:
            # In JavaScript a group that has not matched yet is matched by nothing.
            self._item(self._step(f"(?({number})\\{number}|)", len(found[0])))
        else:
            self._item(_literal(self._character()))

    def _set(self) -> str:
        self.at += 1
        negated = self.text.startswith("^", self.at)
        self.at += negated
        items: list[str] = []
        while not self.text.startswith("]", self.at):
            low = self._member()
            if not self.text.startswith("-", self.at) or self.text.startswith("-]", self.at):
                items.append(low if len(low) > 1 else _literal(low))
                continue
            self.at += 1
            high = self._member()
            if len(low) > 1 or len(high) > 1:
                if self.unicode:
                    raise PatternError("a range between sets")
                items += [one if len(one) > 1 else _literal(one) for one in (low, "-", high)]
            elif low > high:
                raise PatternError("a range counts down")
            else:
                items.append(f"{_literal(low)}-{_literal(high)}")
        self.at += 1
        if not items:
            return "[\\s\\S]" if negated else "(?!)"
        return f"[{'^' if negated else ''}{''.join(items)}]"

    def _member(self) -> str:
        """One character, or what stands for a set of them (longer than one character)."""
        if self.at >= len(self.text):
            raise PatternError("a set is not closed")
        if self.text[self.at] != "\\":
            return self._step(self.text[self.at])
        char = self._escaped()
        if char in SETS:
            return self._step(SETS[char], 2)
        if char.lower() in SETS:
            return self._step(f"[^{SETS[char.lower()]}]", 2)
        if char in "pP" and self.unicode:
            return self._property()
        return self._step("\b", 2) if char == "b" else self._character()

    def _escaped(self) -> str:
        if self.at + 1 >= len(self.text):
            raise PatternError("a lone backslash")
        return self.text[self.at + 1]

    def _property(self) -> str:
        found = PROPERTY.match(self.text, self.at + 1)
        if not found:
            raise PatternError("no such property")
        return self._step("\\" + found[0], 1 + len(found[0]))

    def _character(self) -> str:
        char = self._escaped()
        if char in CONTROL:
            return self._step(CONTROL[char], 2)
        if found := UNIT.match(self.text, self.at):
            first = self._step(chr(int(found[1] or found[2], 16)), len(found[0]))
            return self._joined(first) if self.unicode else first
        if self.unicode and (found := CODE_POINT.match(self.text, self.at)):
            code = int(found[1], 16)
            if code > 0x10FFFF:
                raise PatternError("no such character")
            return self._step(chr(code), len(found[0]))
        if found := CONTROL_LETTER.match(self.text, self.at):
            return self._step(chr(ord(found[1]) % 32), 3)
        if found := OCTAL.match(self.text, self.at):
            if self.unicode and found[1] != "0":
                raise PatternError("an octal escape")
            return self._step(chr(int(found[1], 8)), len(found[0]))
        if self.unicode and char.isalnum():
            raise PatternError(f"\\{char} means nothing")
        return self._step(char, 2) if char != "c" else self._step("\\")

    def _joined(self, first: str) -> str:
        found = LOW_SURROGATE.match(self.text, self.at)
        if found and "\ud800" <= first <= "\udbff":
            return self._step((first + chr(int(found[1], 16))).encode("utf-16", "surrogatepass").decode("utf-16"), 6)
        return first


def _literal(char: str) -> str:
    return char if char.isalnum() and char.isascii() else f"\\U{ord(char):08X}"
