"""Sites, observations, procedures, closures, declaration from the field.

May import collaboration and below.
Never shows a site to the public: only areas leave (docs/privacy.md)."""
