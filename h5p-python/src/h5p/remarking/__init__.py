"""Marking again on the server what a browser says it is worth.

Scores come from the learner's browser and can be forged. For the types whose key and response are known, the points are
computed here from the response and from the params as they were served.
"""

from h5p.remarking.checking import Answer, Checked, Verdict, check
from h5p.remarking.marking import mark
from h5p.remarking.port import Mark, Status
from h5p.remarking.reaching import maximum

__all__ = ["Answer", "Checked", "Mark", "Status", "Verdict", "check", "mark", "maximum"]
