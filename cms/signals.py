"""What this floor says of versions on their way."""

from django.dispatch import Signal

# Sent by page type, in the transaction: page (as it now shows), user (who validated), author_ids (whose it was).
version_approved = Signal()
# Sent by page type, in the transaction: page_id, step (cms.enums.Step), user_id, author_id (who had submitted it).
version_stepped = Signal()
