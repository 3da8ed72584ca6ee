"""The officials of an exam day, behind a proxy as in production. A process apart, which knows nothing of Django.

`python tests/bench/exam/driving.py PLAN RESULT`: PLAN is what `tests.bench.exam.world` wrote, RESULT what is done here.
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

# What the proxy of docs/operators.md keeps open towards the server, and for how long without a request.
KEPT, IDLE = 64, 20.0
SHEET = re.compile(rb"/attempts/([0-9a-f-]{36})/")


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Proxy:
    """Lines to the server: one a request while it lasts, some kept for the next, the newest first."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.kept: list[tuple[float, Line]] = []

    async def take(self) -> Line:
        """A line that was used a moment ago, else a new one."""
        while self.kept:
            since, line = self.kept.pop()
            if time.monotonic() - since < IDLE and not line[0].at_eof():
                return line
            line[1].close()
        return await asyncio.open_connection("127.0.0.1", self.port)

    def give_back(self, line: Line) -> None:
        """Keep the line, or close it when there are enough."""
        if len(self.kept) < KEPT:
            self.kept.append((time.monotonic(), line))
        else:
            line[1].close()


class Official:
    """One person: opens the exam's page, starts, answers page by page, submits, reads the result."""

    def __init__(self, plan: dict[str, Any], result: dict[str, Any], proxy: Proxy, session: str, number: int) -> None:
        self.plan, self.result, self.proxy, self.chance = plan, result, proxy, random.Random(number)
        self.cookie = f"{plan['session_cookie']}={session}; csrftoken={plan['csrf']}"
        self.acknowledged: dict[int, str] = {}

    async def sit(self) -> None:
        """The whole exam; what goes wrong is counted and ends it."""
        plan = self.plan
        await asyncio.sleep(self.chance.uniform(0, plan["opening"]))
        try:
            await self._sit()
        except (OSError, asyncio.IncompleteReadError, Unexpected) as error:
            self.result["failures"][f"{type(error).__name__} {error}"[:120]] += 1

    async def _sit(self) -> None:
        plan, begun = self.plan, time.monotonic()
        await self._ask("open", "GET", plan["quiz_page"])
        form = f"csrfmiddlewaretoken={plan['csrf']}".encode()
        answer = await self._ask("begin", "POST", plan["start"], form, "application/x-www-form-urlencoded")
        found = SHEET.search(answer)
        if not found:
            raise Unexpected("the start led to no attempt")
        attempt = found.group(1).decode()
        await self._ask("sheet", "GET", f"/th/attempts/{attempt}/")
        self._took("start", begun)
        api = f"/api/v1/attempts/{attempt}"
        for page in range(plan["pages"]):
            await asyncio.sleep(self.chance.uniform(0.5, 1.5) * plan["seconds"] / (plan["pages"] + 1))
            await self._save(f"{api}/answers/", range(page * plan["per_page"] + 1, (page + 1) * plan["per_page"] + 1))
        self.result["answers"][attempt] = self.acknowledged
        await asyncio.sleep(self.chance.uniform(0.5, 1.5) * plan["seconds"] / (plan["pages"] + 1))
        await self._ask("submit", "POST", f"{api}/submit/", b"null")
        self.result["submitted"].append(attempt)
        await self._ask("result", "GET", f"/th/attempts/{attempt}/result/")

    async def _save(self, address: str, questions: range) -> None:
        given = [{"question": one, "sequence": 1, "answer": str(self.chance.randint(1, 4))} for one in questions]
        said = json.loads(await self._ask("save", "POST", address, json.dumps({"answers": given}).encode()))
        for one in said["held"]:
            if one["saved"]:
                self.acknowledged[one["question"]] = one["answer"]

    async def _ask(self, name: str, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> bytes:
        begun = time.monotonic()
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {self.cookie}\r\n"
        if method == "POST":
            head += f"X-CSRFToken: {self.plan['csrf']}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        line = reader, writer = await self.proxy.take()
        try:
            writer.write(head.encode() + b"\r\n" + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"\r\ncontent-length: (\d+)", answer, re.IGNORECASE)
            text = await reader.readexactly(int(length.group(1))) if length else b""
        except BaseException:
            writer.close()
            raise
        self.proxy.give_back(line)
        self._took(name, begun)
        status = int(answer[9:12])
        self.result["statuses"][f"{name} {status}"] += 1
        if status >= 400:
            raise Unexpected(f"{name} was answered with {status}")
        return answer + text if status == 302 else text

    def _took(self, name: str, begun: float) -> None:
        now = time.monotonic()
        self.result["took"].setdefault(name, []).append([round(begun, 4), round(now - begun, 4)])


class Unexpected(Exception):  # noqa: N818 - what was answered, not an error of ours
    """An answer that an official does not get past."""


async def drive(plan: dict[str, Any]) -> dict[str, Any]:
    """Everybody at once; what each request took, every answer that was acknowledged, what failed."""
    result: dict[str, Any] = {
        "took": {}, "answers": {}, "submitted": [], "statuses": Counter(), "failures": Counter(),
    }  # fmt: skip
    proxy = Proxy(plan["port"])
    people = [Official(plan, result, proxy, session, number) for number, session in enumerate(plan["sessions"])]
    await asyncio.gather(*(one.sit() for one in people))
    return result


if __name__ == "__main__":
    planned = json.loads(Path(sys.argv[1]).read_text())
    Path(sys.argv[2]).write_text(json.dumps(asyncio.run(drive(planned))))
