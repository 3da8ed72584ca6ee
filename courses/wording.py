"""Words of Thai and English text: counting them, and writing them so that a database's full text search finds Thai.

Thai has no spaces between words, and the tokenizers of SQLite and PostgreSQL drop its vowels and marks or keep a whole
sentence as one word. So text is cut into words by dictionary, and each Thai word is written as ASCII letters, one to
one, in the index and in the query alike: ข้อมูล is found inside a sentence, and ขอ มล is another word. Pure.
"""

import re
import unicodedata

from pythainlp import word_tokenize
from pythainlp.corpus import thai_words

WORDS_A_MINUTE = 400
"""How fast a very quick reader reads; nobody who read a lesson took less time."""

PLANNED_WORDS_A_MINUTE = 180
"""How fast a careful reader reads, for the minutes that a learner should plan."""

TERMS = (
    "ปัญญาประดิษฐ์", "ปัญญาประดิษฐ์เชิงสร้างสรรค์", "การเรียนรู้ของเครื่อง", "การเรียนรู้เชิงลึก", "แบบจำลองภาษา",
    "ข้อมูลขนาดใหญ่", "ข้อมูลส่วนบุคคล", "ข้อมูลเปิด", "ข้อมูลเปิดภาครัฐ", "ข้อมูลหลัก", "คลังข้อมูล", "บัญชีข้อมูล",
    "ชุดข้อมูล", "ธรรมาภิบาลข้อมูล", "วิทยาการข้อมูล", "วิเคราะห์ข้อมูล", "การแลกเปลี่ยนข้อมูล", "เจ้าของข้อมูล",
    "ผู้ควบคุมข้อมูล", "บริกรข้อมูล", "รัฐบาลดิจิทัล", "เศรษฐกิจดิจิทัล", "ทักษะดิจิทัล", "การเปลี่ยนผ่านดิจิทัล",
    "ลายมือชื่อดิจิทัล", "ลายมือชื่ออิเล็กทรอนิกส์", "ธุรกรรมทางอิเล็กทรอนิกส์", "การพิสูจน์และยืนยันตัวตน",
    "ยืนยันตัวตน", "ความมั่นคงปลอดภัยไซเบอร์", "มั่นคงปลอดภัย", "ไซเบอร์", "มัลแวร์", "ฟิชชิง", "คลาวด์", "อัลกอริทึม",
    "แดชบอร์ด", "แพลตฟอร์ม", "บล็อกเชน", "สตาร์ตอัป", "สารสนเทศ", "เทคโนโลยีสารสนเทศ", "ระบบสารสนเทศ", "ข้าราชการ",
    "หน่วยงานของรัฐ", "ภาครัฐ", "ส่วนราชการ", "รัฐวิสาหกิจ", "องค์กรปกครองส่วนท้องถิ่น", "สำนักงานพัฒนารัฐบาลดิจิทัล",
    "สถาบันพัฒนาบุคลากรด้านดิจิทัลภาครัฐ", "ประกาศนียบัตร", "จัดซื้อจัดจ้าง", "พระราชบัญญัติ", "ผู้บริหาร",
)  # fmt: skip
"""Terms of public administration, data and AI that the general dictionary cuts apart or does not know.

The index holds them whole and by the pieces that a query for them falls into, whatever stands around them.
"""

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
THAI = re.compile("[\u0e01-\u0e5b]+")
PIECES = re.compile("[\u0e01-\u0e5b]+|[^\\W_\u0e01-\u0e5b]+")
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
# Consonants that no stemmer takes for an ending and that stand in no English word without a vowel.
LETTERS = "bcdfghjkmnpqrtvwxz"
MARK = "zq"
# A word this long may be a compound of parts that are each at least so long. Shorter ones are left whole: ข้อมูล is one
# word, although ข้อ and มูล are words too.
COMPOUND, PART = 8, 4
LONGEST = 60


def normalised(text: str) -> str:
    """One spelling for what looks the same: composed, without invisible characters, Arabic digits, small letters.

    Sara am typed as nikhahit and sara aa, and marks typed twice or before their vowel, are put right.
    """
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(DIGITS).casefold()
    text = re.sub("\u0e4d([\u0e48-\u0e4b]?)\u0e32", "\\1\u0e33", text)
    text = re.sub("([\u0e48-\u0e4b])([\u0e31\u0e34-\u0e3a])", "\\2\\1", text)
    return re.sub("([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\\1+", "\\1", text)


def words(text: str) -> list[str]:
    """The words of `text` in order, normalised; no spaces, no punctuation."""
    return _pieces(normalised(text))


def count(text: str) -> int:
    """How many words there are to read. Thai is counted by dictionary, other scripts by spaces."""
    return len(words(text))


def encoded(text: str) -> str:
    """`text` as the index keeps it: its words, compounds beside their parts, Thai in ASCII letters."""
    clean = normalised(text)
    terms = [term for term in TERMS if term in clean]
    found = [*_pieces(clean), *terms, *(piece for term in terms for piece in _pieces(term))]
    closed = dict.fromkeys(part for word in found for part in (word, *_all_parts(word)))
    return " ".join(_written(word) for word in closed)


def encoded_queries(text: str) -> list[str]:
    """What a reader typed as the index is asked for it, the likeliest reading first; empty when there is no word.

    Compounds are asked for by their parts, which every index entry holds. The last word may be unfinished, and half a
    Thai word looks like two others: the later readings take the last pieces together.
    """
    typed = [part for word in words(text) for part in _smallest(word)]
    readings = [typed]
    for joined in (2, 3):
        if len(typed) >= joined and all(THAI.match(word) for word in typed[-joined:]):
            readings.append([*typed[:-joined], "".join(typed[-joined:])])
    return [" ".join(_written(word) for word in reading) for reading in readings if reading]


def _splits(word: str) -> list[tuple[str, str]]:
    """The ways to cut a long Thai word into two that the dictionary knows, the longest first part first."""
    if len(word) < COMPOUND or not THAI.match(word):
        return []
    known = thai_words()
    cuts = range(len(word) - PART, PART - 1, -1)
    return [(word[:cut], word[cut:]) for cut in cuts if word[:cut] in known and word[cut:] in known]


def _all_parts(word: str) -> list[str]:
    return [part for split in _splits(word) for half in split for part in (half, *_all_parts(half))]


def _smallest(word: str) -> list[str]:
    split = next(iter(_splits(word)), None)
    return [part for half in split for part in _smallest(half)] if split else [word]


def _pieces(text: str) -> list[str]:
    found: list[str] = []
    for piece in PIECES.findall(text):
        if THAI.match(piece):
            cut = word_tokenize(piece, engine="newmm", keep_whitespace=False)
            found.extend(word[:LONGEST] for word in cut if any(_is_letter(character) for character in word))
        else:
            found.append(piece[:LONGEST])
    return found


def _is_letter(character: str) -> bool:
    return unicodedata.category(character) in {"Lo", "Nd"}


def _written(word: str) -> str:
    """A Thai word as two letters a character, so that the beginning of a word is the beginning of its writing."""
    if not THAI.match(word):
        return unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode() or _letters(word)
    return _letters(word)


def _letters(word: str) -> str:
    base = len(LETTERS)
    codes = [ord(character) - 0x0E00 if THAI.match(character) else ord(character) for character in word]
    return MARK + "".join(_spelt(code, base) for code in codes)


def _spelt(code: int, base: int) -> str:
    if code < base * base:
        return LETTERS[code // base] + LETTERS[code % base]
    return f"x{code:x}x"
