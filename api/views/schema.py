"""How an endpoint tells of itself in OpenAPI: by its attributes, which is also where its behaviour comes from."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from actors.rules.problems import MEDIA_TYPE
from api.fields import ProblemSerializer
from api.rules.problems import PROBLEMS
from api.rules.retirement import retirement_of


class EndpointSchema(AutoSchema):
    """Reads `resource`, `operation`, `summary`, `description`, `parameters()`, `described()` and `example`."""

    # An Endpoint; the framework's stubs know only of its own views.
    view: Any

    def get_operation_id(self) -> str:
        return f"{self.view.resource}_{self.view.operation}"

    def get_tags(self) -> list[str]:
        return [self.view.resource]

    def get_summary(self) -> str:
        return str(self.view.summary)

    def get_description(self) -> str:  # type: ignore[override]
        return str(self.view.description)

    def get_override_parameters(self) -> list[Any]:
        return self.view.parameters()

    def is_deprecated(self) -> bool:
        return retirement_of(f"/api/v1{self.path}") is not None

    def get_auth(self) -> list[dict[str, Any]]:
        """Public addresses are read without a key too."""
        anonymous: list[dict[str, Any]] = [{}] if self.view.right.is_public and not self.view.needs_token else []
        return anonymous + super().get_auth()

    def get_response_serializers(self) -> Any:
        return {
            (200, self.view.media_type): OpenApiResponse(
                self.view.described(), description="OK", examples=self.view.examples()
            )
        }

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        described = super()._get_response_bodies(direction)
        problems = {
            str(status): self._get_response_for_code(
                OpenApiResponse(ProblemSerializer, description=str(PROBLEMS[status].title)), status, [MEDIA_TYPE]
            )
            for status in self.view.problems()
        }
        return (
            described
            | {"304": {"description": "Not modified: the ETag given in If-None-Match still holds."}}
            | problems
        )


class KeyScheme(OpenApiAuthenticationExtension):
    target_class = "api.policies.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "rsb_<prefix>_<secret>"}


class PreviewScheme(OpenApiAuthenticationExtension):
    target_class = "api.v1.previews.views.PreviewAuthentication"
    name = "preview"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization"}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "api.policies.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
