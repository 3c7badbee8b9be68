"""The proof: each finished file is searched for every fact that is forbidden for its document."""

from briefgen.gate.proof.admitted import Known, Sources
from briefgen.gate.proof.findings import diagnostics, locate
from briefgen.gate.proof.portions import Memory, Portion, Share, alone
from briefgen.gate.proof.secrets import Leak, Proof, Secrets

__all__ = ["Known", "Leak", "Memory", "Portion", "Proof", "Secrets", "Share", "Sources", "alone", "diagnostics", "locate"]
