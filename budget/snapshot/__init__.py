"""What a meeting saw: figures and sentences of one moment, frozen, compared, and chained by hashes."""

from budget.snapshot.codec import decode_content, decode_software, encode_content
from budget.snapshot.content import Content

__all__ = ["Content", "decode_content", "decode_software", "encode_content"]
