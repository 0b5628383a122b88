"""The private key with which an installation signs; slow to import, and most have none."""

from __future__ import annotations

from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class Key:
    """An Ed25519 private key; its text is the base64 of 32 bytes."""

    def __init__(self, text: str) -> None:
        """Raises ValueError for a text that is not a key."""
        self._private = Ed25519PrivateKey.from_private_bytes(b64decode(text.strip(), validate=True))
        self.public = b64encode(self._private.public_key().public_bytes_raw()).decode()

    def sign(self, message: bytes) -> str:
        """The signature of this message, as base64."""
        return b64encode(self._private.sign(message)).decode()


def new_key() -> str:
    """The text of a new key."""
    return b64encode(Ed25519PrivateKey.generate().private_bytes_raw()).decode()


def is_signature(signature: bytes, public: str, message: bytes) -> bool:
    """Whether this signs `message` with the key of `public`. Raises ValueError if that is no key."""
    try:
        Ed25519PublicKey.from_public_bytes(b64decode(public)).verify(signature, message)
    except InvalidSignature:
        return False
    return True
