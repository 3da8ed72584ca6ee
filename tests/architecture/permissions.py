"""Who may do what: every address, as every role. The test fails for a route that is not here.

Columns: method, name of the route ("-": it has none), address (in braces: names of tests.architecture.samples), and what
each role meets: anonymous, learner (whose own the samples are), other (signed in, nothing of their own), instructor,
reviewer, certificate officer, agency manager (of the learner's ministry), administrator. Behind " ; ": what is posted.

ok: the thing, or the way on that belongs to it.   in: the way to sign in.   --: refused, or nothing there for them.
!!: let in, and the package's own page then fails for want of what a browser would send.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.architecture.samples import ROLES


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    method: str
    name: str
    pattern: str
    expected: Mapping[str, str]
    body: Mapping[str, str]

    def address(self, names: Mapping[str, Any]) -> str:
        """With the samples filled in."""
        return self.pattern.format(**names)

    def posted(self, names: Mapping[str, Any]) -> dict[str, Any]:
        """The body; a name in braces stands for the sample itself."""
        return {
            key: names[value[1:-1]] if re.fullmatch(r"\{\w+\}", value) else value for key, value in self.body.items()
        }


def rows() -> Iterator[Row]:
    """The table, line by line. Raises ValueError for a line without a cell for every role."""
    for line in TABLE.strip().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        head, _, tail = line.partition(" ; ")
        method, name, pattern, *cells = head.split()
        body = dict(part.split("=", 1) for part in tail.split())
        yield Row(method, "" if name == "-" else name, pattern, dict(zip(ROLES, cells, strict=True)), body)


TABLE = """
# The site: open to everyone.
GET   site:front_door                                 /                                                                                    ok ok ok ok ok ok ok ok
POST  site:look                                       /look/                                                                               ok ok ok ok ok ok ok ok
POST  site:language                                   /language/                                                                           ok ok ok ok ok ok ok ok
GET   site:alive                                      /healthz                                                                             ok ok ok ok ok ok ok ok
GET   site:ready                                      /readyz                                                                              ok ok ok ok ok ok ok ok
GET   site:robots                                     /robots.txt                                                                          ok ok ok ok ok ok ok ok
GET   site:sitemap                                    /sitemap.xml                                                                         ok ok ok ok ok ok ok ok
GET   wagtail_serve                                   /th/                                                                                 ok ok ok ok ok ok ok ok
GET   wagtail_serve                                   /th/about/                                                                           ok ok ok ok ok ok ok ok
GET   courses:catalogue                               /th/courses/                                                                         ok ok ok ok ok ok ok ok
GET   wagtail_serve                                   /th/restricted/                                                                      ok ok ok ok ok ok ok ok
GET   wagtailcore_authenticate_with_password          /th/_util/authenticate_with_password/{restriction}/{restricted}/                     ok ok ok ok ok ok ok ok
POST  wagtailcore_authenticate_with_password          /th/_util/authenticate_with_password/{restriction}/{restricted}/                     ok ok ok ok ok ok ok ok
GET   wagtaildocs_serve                               /documents/{document}/{document_name}                                                in -- -- ok -- -- -- ok
GET   wagtaildocs_serve                               /documents/{secret_document}/{secret_name}                                           in -- -- ok -- -- -- ok
GET   wagtaildocs_authenticate_with_password          /documents/authenticate_with_password/{document_restriction}/                        ok ok ok ok ok ok ok ok
POST  wagtaildocs_authenticate_with_password          /documents/authenticate_with_password/{document_restriction}/                        ok ok ok ok ok ok ok ok
GET   -                                               /media/{image_file}                                                                  ok ok ok ok ok ok ok ok
GET   -                                               /media/{rendition_file}                                                              ok ok ok ok ok ok ok ok
# Verification: open to everyone, whatever it is asked about.
GET   verify:form                                     /verify/                                                                             ok ok ok ok ok ok ok ok
POST  verify:form                                     /verify/                                                                             ok ok ok ok ok ok ok ok
GET   verify:certificate                              /verify/{code}/                                                                      ok ok ok ok ok ok ok ok
# Credentials: what machines need to verify them is open to everyone; a certificate's page is there for others if its holder shows it.
GET   credentials:did                         /.well-known/did.json                                                                ok ok ok ok ok ok ok ok
GET   credentials:issuer                      /.well-known/issuer.json                                                             ok ok ok ok ok ok ok ok
GET   credentials:achievement                 /achievements/{achievement}/                                                         ok ok ok ok ok ok ok ok
GET   credentials:badge                       /achievements/{achievement}/badge.svg                                                ok ok ok ok ok ok ok ok
GET   credentials:status                      /credentials/status/revocation/1/                                                    ok ok ok ok ok ok ok ok
GET   credentials:shared                      /shared/{code}/                                                                      ok ok ok ok ok ok ok ok
GET   credentials:picture                     /shared/{code}/picture.png                                                           ok ok ok ok ok ok ok ok
GET   credentials:shared                      /shared/{strange_code}/                                                              -- -- -- -- -- -- -- --
# Learning: a course is for everyone to see, its units for those enrolled; a stranger is led to the course's page.
GET   courses:my_learning                             /th/my/                                                                              in ok ok ok ok ok ok ok
GET   courses:course                                  /th/courses/{course}/                                                                ok ok ok ok ok ok ok ok
GET   courses:unit                                    /th/courses/{course}/{lesson}/                                                       in ok -- -- -- -- -- --
GET   courses:unit                                    /th/courses/{course}/{quiz}/                                                         in ok -- -- -- -- -- --
POST  courses:unit_done                               /th/courses/{course}/{lesson}/done/                                                  in ok -- -- -- -- -- --
POST  courses:enrol                                   /th/my/courses/{open}/enrol/                                                         in ok ok ok ok ok ok ok
GET   courses:withdraw                                /th/my/courses/{course}/withdraw/                                                    in ok ok ok ok ok ok ok
POST  courses:withdraw                                /th/my/courses/{course}/withdraw/                                                    in ok ok ok ok ok ok ok
POST  courses:renew                                   /th/my/courses/{course}/renew/                                                       in ok -- -- -- -- -- --
GET   certificates:download                           /th/certificates/{code}.pdf                                                          in ok -- -- -- -- -- --
GET   certificates:own                        /th/certificates/{code}/                                                             in ok -- -- -- -- -- --
POST  certificates:share                      /th/certificates/{code}/share/                                                       in ok -- -- -- -- -- -- ; show=on
GET   certificates:file                       /th/certificates/{code}/files/credential.json                                        in ok -- -- -- -- -- --
POST  assessments:start                               /th/quizzes/{quiz_key}/start/                                                        in ok -- -- -- -- -- --
GET   assessments:attempt                             /th/attempts/{attempt}/                                                              in ok -- -- -- -- -- --
POST  assessments:save_page                           /th/attempts/{attempt}/save/                                                         in ok -- -- -- -- -- -- ; page=1 go=next
POST  assessments:save_page                           /th/attempts/{attempt}/save/                                                         in ok -- -- -- -- -- -- ; page=1 go=submit
GET   assessments:result                              /th/attempts/{marked}/result/                                                        in ok -- -- -- -- -- --
GET   assessments:file                                /th/attempts/{handing}/files/{paper}/                                                in ok -- -- -- -- -- --
# The API: its description is public, the rest is one's own.
GET   api                                             /api/v1/                                                                             ok ok ok ok ok ok ok ok
GET   schema                                          /api/v1/schema/                                                                      ok ok ok ok ok ok ok ok
POST  assessments_api:start                           /api/v1/quizzes/{quiz_key}/attempts/                                                 in ok -- -- -- -- -- --
GET   assessments_api:attempt                         /api/v1/attempts/{attempt}/                                                          in ok -- -- -- -- -- --
POST  assessments_api:answers                         /api/v1/attempts/{attempt}/answers/                                                  in ok -- -- -- -- -- -- ; answers={answers}
POST  assessments_api:files                           /api/v1/attempts/{handing}/files/                                                    in ok -- -- -- -- -- --
GET   assessments_api:file                            /api/v1/attempts/{handing}/files/{paper}/                                            in ok -- -- -- -- -- --
DELETE assessments_api:file                           /api/v1/attempts/{handing}/files/{paper}/                                            in ok -- -- -- -- -- --
POST  assessments_api:forward                         /api/v1/attempts/{attempt}/forward/                                                  in ok -- -- -- -- -- -- ; page={one}
POST  assessments_api:flags                           /api/v1/attempts/{attempt}/flags/                                                    in ok -- -- -- -- -- -- ; question={one} flagged={yes}
POST  assessments_api:events                          /api/v1/attempts/{attempt}/events/                                                   in ok -- -- -- -- -- -- ; event=focus_lost seconds={one}
POST  assessments_api:submit                          /api/v1/attempts/{attempt}/submit/                                                   in ok -- -- -- -- -- --
GET   assessments_api:result                          /api/v1/attempts/{marked}/result/                                                    in ok -- -- -- -- -- --
GET   assessments_api:categories                      /api/v1/bank/categories/                                                             in -- -- ok ok -- -- ok
GET   assessments_api:questions                       /api/v1/bank/questions/                                                              in -- -- ok ok -- -- ok
POST  assessments_api:questions                       /api/v1/bank/questions/                                                              in -- -- ok -- -- -- ok
GET   assessments_api:question                        /api/v1/bank/questions/{question_key}/                                               in -- -- ok ok -- -- ok
PUT   assessments_api:question                        /api/v1/bank/questions/{question_key}/                                               in -- -- ok -- -- -- ok
GET   assessments_api:quizzes                         /api/v1/quizzes/                                                                     in ok ok ok ok ok ok ok
GET   assessments_api:attempts                        /api/v1/attempts/                                                                    in ok ok ok ok ok ok ok
GET   assessments_api:statistics                      /api/v1/quizzes/{quiz_key}/statistics/                                               in -- -- ok -- -- -- ok
GET   api_nowhere                                     /api/v1/nothing/                                                                     -- -- -- -- -- -- -- --
# Tokens: whoever has signed in may agree; programs come with a secret of their own, and get nothing without.
GET   oauth2_provider:authorize                       /o/authorize/?response_type=code&client_id={client}&redirect_uri=https://sample.example/&scope=results:read&code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM  in ok ok ok ok ok ok ok
POST  oauth2_provider:authorize                       /o/authorize/                                                                        in ok ok ok ok ok ok ok ; response_type=code client_id={client} redirect_uri=https://sample.example/ scope=results:read code_challenge_method=S256 code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM
POST  oauth2_provider:token                           /o/token/                                                                            ok ok ok ok ok ok ok ok
POST  oauth2_provider:revoke-token                    /o/revoke_token/                                                                     ok ok ok ok ok ok ok ok
POST  oauth2_provider:introspect                      /o/introspect/                                                                       -- -- -- -- -- -- -- --
# One's own account.
GET   people:profile                                  /th/accounts/profile/                                                                in ok ok ok ok ok ok ok
POST  people:profile                                  /th/accounts/profile/                                                                in ok ok ok ok ok ok ok
GET   programs                                        /th/accounts/programs/                                                               in ok ok ok ok ok ok ok
POST  programs                                        /th/accounts/programs/                                                               in ok ok ok ok ok ok ok
GET   account_login                                   /th/accounts/login/                                                                  ok ok ok ok ok ok ok ok
POST  account_login                                   /th/accounts/login/                                                                  ok ok ok ok ok ok ok ok
GET   account_logout                                  /th/accounts/logout/                                                                 ok ok ok ok ok ok ok ok
POST  account_logout                                  /th/accounts/logout/                                                                 ok ok ok ok ok ok ok ok
GET   account_inactive                                /th/accounts/inactive/                                                               ok ok ok ok ok ok ok ok
GET   account_signup                                  /th/accounts/signup/                                                                 ok ok ok ok ok ok ok ok
POST  account_signup                                  /th/accounts/signup/                                                                 ok ok ok ok ok ok ok ok
GET   account_reauthenticate                          /th/accounts/reauthenticate/                                                         in ok ok ok ok ok ok ok
POST  account_reauthenticate                          /th/accounts/reauthenticate/                                                         in ok ok ok ok ok ok ok
GET   account_email                                   /th/accounts/email/                                                                  in ok ok ok ok ok ok ok
POST  account_email                                   /th/accounts/email/                                                                  in ok ok ok ok ok ok ok ; action_add=1
GET   account_email_verification_sent                 /th/accounts/confirm-email/                                                          ok ok ok ok ok ok ok ok
GET   account_confirm_email                           /th/accounts/confirm-email/none/                                                     ok ok ok ok ok ok ok ok
POST  account_confirm_email                           /th/accounts/confirm-email/none/                                                     -- -- -- -- -- -- -- --
GET   account_change_password                         /th/accounts/password/change/                                                        in ok ok ok ok ok ok ok
POST  account_change_password                         /th/accounts/password/change/                                                        in ok ok ok ok ok ok ok
GET   account_set_password                            /th/accounts/password/set/                                                           in ok ok ok ok ok ok ok
POST  account_set_password                            /th/accounts/password/set/                                                           in ok ok ok ok ok ok ok
GET   account_reset_password                          /th/accounts/password/reset/                                                         ok ok ok ok ok ok ok ok
POST  account_reset_password                          /th/accounts/password/reset/                                                         ok ok ok ok ok ok ok ok
GET   account_reset_password_done                     /th/accounts/password/reset/done/                                                    ok ok ok ok ok ok ok ok
GET   account_reset_password_from_key                 /th/accounts/password/reset/key/1-none/                                              ok ok ok ok ok ok ok ok
POST  account_reset_password_from_key                 /th/accounts/password/reset/key/1-none/                                              ok ok ok ok ok ok ok ok
GET   account_reset_password_from_key_done            /th/accounts/password/reset/key/done/                                                ok ok ok ok ok ok ok ok
GET   account_confirm_login_code                      /th/accounts/login/code/confirm/                                                     ok ok ok ok ok ok ok ok
POST  account_confirm_login_code                      /th/accounts/login/code/confirm/                                                     ok ok ok ok ok ok ok ok
GET   mfa_index                                       /th/accounts/2fa/                                                                    in ok ok ok ok ok ok ok
GET   mfa_authenticate                                /th/accounts/2fa/authenticate/                                                       ok ok ok ok ok ok ok ok
POST  mfa_authenticate                                /th/accounts/2fa/authenticate/                                                       ok ok ok ok ok ok ok ok
GET   mfa_reauthenticate                              /th/accounts/2fa/reauthenticate/                                                     in ok ok ok ok ok ok ok
POST  mfa_reauthenticate                              /th/accounts/2fa/reauthenticate/                                                     in ok ok ok ok ok ok ok
GET   mfa_activate_totp                               /th/accounts/2fa/totp/activate/                                                      in ok ok ok ok ok ok ok
POST  mfa_activate_totp                               /th/accounts/2fa/totp/activate/                                                      in ok ok ok ok ok ok ok
GET   mfa_deactivate_totp                             /th/accounts/2fa/totp/deactivate/                                                    in -- -- -- -- -- -- --
POST  mfa_deactivate_totp                             /th/accounts/2fa/totp/deactivate/                                                    in -- -- -- -- -- -- --
GET   mfa_view_recovery_codes                         /th/accounts/2fa/recovery-codes/                                                     in -- -- -- -- -- -- --
GET   mfa_generate_recovery_codes                     /th/accounts/2fa/recovery-codes/generate/                                            in ok ok ok ok ok ok ok
POST  mfa_generate_recovery_codes                     /th/accounts/2fa/recovery-codes/generate/                                            in ok ok ok ok ok ok ok
GET   mfa_download_recovery_codes                     /th/accounts/2fa/recovery-codes/download/                                            in -- -- -- -- -- -- --
GET   socialaccount_login_cancelled                   /th/accounts/3rdparty/login/cancelled/                                               ok ok ok ok ok ok ok ok
GET   socialaccount_login_error                       /th/accounts/3rdparty/login/error/                                                   ok ok ok ok ok ok ok ok
GET   socialaccount_signup                            /th/accounts/3rdparty/signup/                                                        ok ok ok ok ok ok ok ok
POST  socialaccount_signup                            /th/accounts/3rdparty/signup/                                                        ok ok ok ok ok ok ok ok
GET   socialaccount_connections                       /th/accounts/3rdparty/                                                               in ok ok ok ok ok ok ok
POST  socialaccount_connections                       /th/accounts/3rdparty/                                                               in ok ok ok ok ok ok ok
GET   -                                               /th/accounts/social/login/cancelled/                                                 ok ok ok ok ok ok ok ok
GET   -                                               /th/accounts/social/login/error/                                                     ok ok ok ok ok ok ok ok
GET   -                                               /th/accounts/social/signup/                                                          ok ok ok ok ok ok ok ok
GET   -                                               /th/accounts/social/connections/                                                     ok ok ok ok ok ok ok ok
GET   openid_connect_login                            /th/accounts/oidc/none/login/                                                        -- -- -- -- -- -- -- --
POST  openid_connect_login                            /th/accounts/oidc/none/login/                                                        -- -- -- -- -- -- -- --
GET   openid_connect_callback                         /th/accounts/oidc/none/login/callback/                                               -- -- -- -- -- -- -- --
GET   -                                               /th/_util/login/                                                                     ok ok ok ok ok ok ok ok
POST  -                                               /th/_util/login/                                                                     ok ok ok ok ok ok ok ok
GET   cms_door                                        /cms/login/                                                                          in -- -- -- -- -- -- --
POST  cms_door                                        /cms/login/                                                                          in -- -- -- -- -- -- --
# The CMS: whoever has a role.
GET   wagtailadmin_home                               /cms/                                                                                in -- -- ok ok ok ok ok
GET   -                                               /cms/account/                                                                        in -- -- ok ok ok ok ok
POST  -                                               /cms/account/                                                                        in -- -- ok ok ok ok ok
POST  wagtailadmin_logout                             /cms/logout/                                                                         in -- -- ok ok ok ok ok
PATCH wagtailadmin_dismissibles                       /cms/dismissibles/                                                                   in -- -- ok ok ok ok ok
POST  wagtailadmin_editing_sessions:ping              /cms/editing-sessions/ping/courses/lessonpage/{lesson_page}/{session}/               in -- -- ok ok -- -- ok
POST  wagtailadmin_editing_sessions:release           /cms/editing-sessions/release/{session}/                                             in -- -- ok ok ok ok ok
GET   wagtailadmin_block_preview                      /cms/block-preview/                                                                  in -- -- -- -- -- -- --
GET   wagtailadmin_sprite                             /cms/sprite/                                                                         ok ok ok ok ok ok ok ok
GET   wagtailadmin_javascript_catalog                 /cms/jsi18n/                                                                         ok ok ok ok ok ok ok ok
GET   wagtail_localize:javascript_catalog             /cms/localize/jsi18n/                                                                in -- -- ok ok ok ok ok
GET   wagtailadmin_password_reset                     /cms/password_reset/                                                                 -- -- -- -- -- -- -- --
POST  wagtailadmin_password_reset                     /cms/password_reset/                                                                 -- -- -- -- -- -- -- --
GET   wagtailadmin_password_reset_done                /cms/password_reset/done/                                                            -- -- -- -- -- -- -- --
GET   wagtailadmin_password_reset_confirm             /cms/password_reset/confirm/x/x/                                                     -- -- -- -- -- -- -- --
GET   wagtailadmin_password_reset_complete            /cms/password_reset/complete/                                                        -- -- -- -- -- -- -- --
GET   -                                               /cms/none/                                                                           in -- -- -- -- -- -- --
GET   wagtailadmin_tag_autocomplete                   /cms/tag-autocomplete/                                                               in -- -- ok ok ok ok ok
GET   wagtailadmin_tag_model_autocomplete             /cms/tag-autocomplete/taggit/tag/                                                    in -- -- ok ok ok ok ok
# Programs that may ask for tokens: administrators.
GET   api_applications:index                          /cms/applications/                                                                   in -- -- -- -- -- -- ok
GET   api_applications:index_results                  /cms/applications/results/                                                           in -- -- -- -- -- -- ok
GET   api_applications:add                            /cms/applications/new/                                                               in -- -- -- -- -- -- ok
POST  api_applications:add                            /cms/applications/new/                                                               in -- -- -- -- -- -- ok
GET   api_applications:edit                           /cms/applications/edit/{application}/                                                in -- -- -- -- -- -- ok
POST  api_applications:edit                           /cms/applications/edit/{application}/                                                in -- -- -- -- -- -- ok
GET   api_applications:delete                         /cms/applications/delete/{application}/                                              in -- -- -- -- -- -- ok
POST  api_applications:delete                         /cms/applications/delete/{application}/                                              in -- -- -- -- -- -- ok
GET   api_applications:history                        /cms/applications/history/{application}/                                             in -- -- -- -- -- -- ok
GET   api_applications:history_results                /cms/applications/history-results/{application}/                                     in -- -- -- -- -- -- ok
GET   api_applications:usage                          /cms/applications/usage/{application}/                                               in -- -- -- -- -- -- ok
GET   api_applications:secret                         /cms/applications/secret/{application}/                                              in -- -- -- -- -- -- ok
POST  api_applications:secret                         /cms/applications/secret/{application}/                                              in -- -- -- -- -- -- ok
# People and agencies: administrators.
GET   wagtailusers_users:index                        /cms/users/                                                                          in -- -- -- -- -- -- ok
GET   wagtailusers_users:index_results                /cms/users/results/                                                                  in -- -- -- -- -- -- ok
GET   wagtailusers_users:add                          /cms/users/new/                                                                      in -- -- -- -- -- -- ok
POST  wagtailusers_users:add                          /cms/users/new/                                                                      in -- -- -- -- -- -- ok
GET   wagtailusers_users:edit                         /cms/users/edit/{stranger}/                                                          in -- -- -- -- -- -- ok
POST  wagtailusers_users:edit                         /cms/users/edit/{stranger}/                                                          in -- -- -- -- -- -- ok
GET   wagtailusers_users:edit                         /cms/users/edit/{superuser}/                                                         in -- -- -- -- -- -- --
POST  wagtailusers_users:edit                         /cms/users/edit/{superuser}/                                                         in -- -- -- -- -- -- --
GET   wagtailusers_users:delete                       /cms/users/delete/{stranger}/                                                        in -- -- -- -- -- -- --
POST  wagtailusers_users:delete                       /cms/users/delete/{stranger}/                                                        in -- -- -- -- -- -- --
GET   wagtailusers_users:history                      /cms/users/history/{stranger}/                                                       in -- -- -- -- -- -- ok
GET   wagtailusers_users:history_results              /cms/users/history-results/{stranger}/                                               in -- -- -- -- -- -- ok
GET   wagtailusers_users:usage                        /cms/users/usage/{stranger}/                                                         in -- -- -- -- -- -- ok
GET   wagtail_bulk_action                             /cms/bulk/people/person/assign_role/?id={stranger}                                   in -- -- -- -- -- -- ok
POST  wagtail_bulk_action                             /cms/bulk/people/person/assign_role/?id={stranger}                                   in -- -- -- -- -- -- ok
POST  wagtail_bulk_action                             /cms/bulk/people/person/set_active_state/?id={stranger}                              in -- -- -- -- -- -- ok
POST  wagtail_bulk_action                             /cms/bulk/people/person/delete/?id={stranger}                                        in -- -- -- -- -- -- ok
GET   wagtailusers_groups:index                       /cms/groups/                                                                         in -- -- -- -- -- -- --
GET   wagtailusers_groups:index_results               /cms/groups/results/                                                                 in -- -- -- -- -- -- --
GET   wagtailusers_groups:add                         /cms/groups/new/                                                                     in -- -- -- -- -- -- --
POST  wagtailusers_groups:add                         /cms/groups/new/                                                                     in -- -- -- -- -- -- --
GET   wagtailusers_groups:edit                        /cms/groups/edit/{group}/                                                            in -- -- -- -- -- -- --
POST  wagtailusers_groups:edit                        /cms/groups/edit/{group}/                                                            in -- -- -- -- -- -- --
GET   wagtailusers_groups:delete                      /cms/groups/delete/{group}/                                                          in -- -- -- -- -- -- --
POST  wagtailusers_groups:delete                      /cms/groups/delete/{group}/                                                          in -- -- -- -- -- -- --
GET   wagtailusers_groups:history                     /cms/groups/history/{group}/                                                         in -- -- -- -- -- -- --
GET   wagtailusers_groups:history_results             /cms/groups/history-results/{group}/                                                 in -- -- -- -- -- -- --
GET   wagtailusers_groups:usage                       /cms/groups/usage/{group}/                                                           in -- -- -- -- -- -- --
GET   agencies:index                                  /cms/agencies/                                                                       in -- -- -- -- -- -- ok
GET   agencies:index_results                          /cms/agencies/results/                                                               in -- -- -- -- -- -- ok
GET   agencies:add                                    /cms/agencies/new/                                                                   in -- -- -- -- -- -- ok
POST  agencies:add                                    /cms/agencies/new/                                                                   in -- -- -- -- -- -- ok
GET   agencies:edit                                   /cms/agencies/edit/{agency}/                                                         in -- -- -- -- -- -- ok
POST  agencies:edit                                   /cms/agencies/edit/{agency}/                                                         in -- -- -- -- -- -- ok
GET   agencies:delete                                 /cms/agencies/delete/{leaf_agency}/                                                  in -- -- -- -- -- -- ok
POST  agencies:delete                                 /cms/agencies/delete/{leaf_agency}/                                                  in -- -- -- -- -- -- ok
GET   agencies:history                                /cms/agencies/history/{agency}/                                                      in -- -- -- -- -- -- ok
GET   agencies:history_results                        /cms/agencies/history-results/{agency}/                                              in -- -- -- -- -- -- ok
GET   agencies:usage                                  /cms/agencies/usage/{agency}/                                                        in -- -- -- -- -- -- ok
GET   people_mail                                     /cms/mail/                                                                           in -- -- -- -- -- -- ok
GET   people_letter                                   /cms/mail/{letter}/                                                                  in -- -- -- -- -- -- ok
# Learners' progress: a manager sees their own agency, and nobody of another.
GET   rosters:index                                   /cms/learners/                                                                       in -- -- ok -- ok ok ok
GET   rosters:report                                  /cms/learners/report/                                                                in -- -- ok -- ok ok ok
GET   rosters:roster                                  /cms/learners/courses/{course}/                                                      in -- -- ok -- ok ok ok
GET   rosters:export                                  /cms/learners/courses/{course}/export/                                               in -- -- ok -- ok ok ok
GET   rosters:enrol                                   /cms/learners/courses/{course}/enrol/                                                in -- -- ok -- -- -- ok
POST  rosters:enrol                                   /cms/learners/courses/{course}/enrol/                                                in -- -- ok -- -- -- ok ; person={stranger}
GET   rosters:import                                  /cms/learners/courses/{course}/list/                                                 in -- -- ok -- -- -- ok
POST  rosters:import                                  /cms/learners/courses/{course}/list/                                                 in -- -- ok -- -- -- ok
POST  rosters:import                                  /cms/learners/courses/{course}/list/                                                 in -- -- ok -- -- -- ok ; text=other@agency.example apply=1
GET   rosters:person                                  /cms/learners/courses/{course}/people/{enrolment}/                                   in -- -- ok -- ok ok ok
GET   rosters:person                                  /cms/learners/courses/{course}/people/{strange_enrolment}/                           in -- -- ok -- ok -- ok
GET   rosters:withdraw                                /cms/learners/courses/{course}/people/{enrolment}/withdraw/                          in -- -- ok -- -- -- ok
POST  rosters:withdraw                                /cms/learners/courses/{course}/people/{enrolment}/withdraw/                          in -- -- ok -- -- -- ok ; reason=moved
GET   rosters:roster                                  /cms/learners/courses/{open}/                                                        in -- -- -- -- ok ok ok
GET   rosters:export                                  /cms/learners/courses/{open}/export/                                                 in -- -- -- -- ok ok ok
GET   rosters:enrol                                   /cms/learners/courses/{open}/enrol/                                                  in -- -- -- -- -- -- ok
POST  rosters:enrol                                   /cms/learners/courses/{open}/enrol/                                                  in -- -- -- -- -- -- ok ; person={stranger}
POST  rosters:import                                  /cms/learners/courses/{open}/list/                                                   in -- -- -- -- -- -- ok ; text=other@agency.example apply=1
# Conditions of tests: administrators all, instructors those of their own courses.
GET   conditions:index                                /cms/tests/                                                                          in -- -- ok -- -- -- ok
GET   conditions:edit                                 /cms/tests/{quiz_key}/                                                               in -- -- ok -- -- -- ok
POST  conditions:edit                                 /cms/tests/{quiz_key}/                                                               in -- -- ok -- -- -- ok ; grace=5
GET   conditions:gain                                 /cms/tests/{quiz_key}/gain/                                                          in -- -- ok -- -- -- ok
POST  conditions:gain                                 /cms/tests/{quiz_key}/gain/                                                          in -- -- ok -- -- -- ok
GET   conditions:add_override                         /cms/tests/{quiz_key}/exceptions/add/                                                in -- -- ok -- -- -- ok
POST  conditions:add_override                         /cms/tests/{quiz_key}/exceptions/add/                                                in -- -- ok -- -- -- ok ; email=learner@agency.example minutes=60 reason=ill
GET   conditions:edit_override                        /cms/tests/{quiz_key}/exceptions/{override}/                                         in -- -- ok -- -- -- ok
POST  conditions:edit_override                        /cms/tests/{quiz_key}/exceptions/{override}/                                         in -- -- ok -- -- -- ok ; minutes=60 reason=ill
POST  conditions:remove_override                      /cms/tests/{quiz_key}/exceptions/{override}/remove/                                  in -- -- ok -- -- -- ok
# Certificates: officers.
GET   certificate_register:index                      /cms/certificates/                                                                   in -- -- -- -- ok -- ok
GET   certificate_register:index_results              /cms/certificates/results/                                                           in -- -- -- -- ok -- ok
GET   certificate_register:inspect                    /cms/certificates/inspect/{certificate}/                                             in -- -- -- -- ok -- ok
GET   certificate_register:revoke                     /cms/certificates/{certificate}/revoke/                                              in -- -- -- -- ok -- ok
POST  certificate_register:revoke                     /cms/certificates/{certificate}/revoke/                                              in -- -- -- -- ok -- ok ; reason=error
GET   certificate_register:correct                    /cms/certificates/{certificate}/correct/                                             in -- -- -- -- ok -- ok
POST  certificate_register:correct                    /cms/certificates/{certificate}/correct/                                             in -- -- -- -- ok -- ok
GET   certificate_register:repair                     /cms/certificates/{certificate}/repair/                                              in -- -- -- -- ok -- ok
POST  certificate_register:repair                     /cms/certificates/{certificate}/repair/                                              in -- -- -- -- ok -- ok
GET   certificate_register:suspend                    /cms/certificates/{certificate}/suspend/                                             in -- -- -- -- ok -- ok
POST  certificate_register:suspend                    /cms/certificates/{certificate}/suspend/                                             in -- -- -- -- ok -- ok ; reason=error
GET   certificate_register:reinstate                  /cms/certificates/{certificate}/reinstate/                                           in -- -- -- -- ok -- ok
POST  certificate_register:reinstate                  /cms/certificates/{certificate}/reinstate/                                           in -- -- -- -- ok -- ok ; reason=error
GET   certificate_register:reissue                    /cms/certificates/{certificate}/reissue/                                             in -- -- -- -- ok -- ok
POST  certificate_register:reissue                    /cms/certificates/{certificate}/reissue/                                             in -- -- -- -- ok -- ok ; reason=error
# The certificate officers' desk. A bundle of files is for whoever asked for it: here the officer.
POST  certificate_desk:many                           /cms/desk/certificates/many/                                                         in -- -- -- -- ok -- ok ; id={certificate}
POST  certificate_desk:many                           /cms/desk/certificates/many/                                                         in -- -- -- -- ok -- ok ; id={certificate} decided=1 deed=certificates.revoke reason=error
GET   certificate_desk:export                         /cms/desk/certificates/export/csv/                                                   in -- -- -- -- ok -- ok
GET   certificate_desk:export                         /cms/desk/certificates/export/xlsx/                                                  in -- -- -- -- ok -- ok
GET   certificate_desk:bundles                        /cms/desk/certificates/bundles/                                                      in -- -- -- -- ok -- ok
POST  certificate_desk:bundles                        /cms/desk/certificates/bundles/                                                      in -- -- -- -- ok -- ok ; id={certificate}
GET   certificate_desk:bundle                         /cms/desk/certificates/bundles/{bundle}.zip                                          in -- -- -- -- ok -- --
GET   certificate_desk:runs                           /cms/desk/certificates/runs/                                                         in -- -- -- -- ok -- ok
GET   certificate_desk:run                            /cms/desk/certificates/runs/{run}/                                                   in -- -- -- -- ok -- ok
POST  certificate_desk:run                            /cms/desk/certificates/runs/{run}/                                                   in -- -- -- -- ok -- ok ; do=pause
GET   certificate_desk:run_export                     /cms/desk/certificates/runs/{run}/export/                                            in -- -- -- -- ok -- ok
GET   certificate_desk:queue                          /cms/desk/certificates/queue/                                                        in -- -- -- -- ok -- ok
POST  certificate_desk:queue                          /cms/desk/certificates/queue/                                                        in -- -- -- -- ok -- ok ; all=1
GET   certificate_desk:acts                           /cms/desk/certificates/acts/                                                         in -- -- -- -- ok -- ok
GET   certificate_desk:acts_export                    /cms/desk/certificates/acts/export/                                                  in -- -- -- -- ok -- ok
GET   certificate_desk:designs                        /cms/desk/certificates/designs/                                                                      in -- -- -- -- ok -- ok
GET   certificate_desk:design_new                     /cms/desk/certificates/designs/new/?copy={design}                                                    in -- -- -- -- ok -- ok
POST  certificate_desk:design_new                     /cms/desk/certificates/designs/new/                                                                  in -- -- -- -- ok -- ok ; preview=1
GET   certificate_desk:design                         /cms/desk/certificates/designs/{design}/                                                             in -- -- -- -- ok -- ok
POST  certificate_desk:design                         /cms/desk/certificates/designs/{design}/                                                             in -- -- -- -- ok -- ok ; name=error
GET   certificate_desk:design_history                 /cms/desk/certificates/designs/{design}/history/                                                     in -- -- -- -- ok -- ok
GET   certificate_desk:design_compare                 /cms/desk/certificates/designs/{design}/compare/                                                     in -- -- -- -- ok -- ok
POST  certificate_desk:design_settle                  /cms/desk/certificates/designs/{design}/settle/                                                      in -- -- -- -- ok -- ok ; state=ready
GET   certificate_desk:design_thumbnail               /cms/desk/certificates/designs/{design}/1.png                                                        in -- -- -- -- ok -- ok
GET   certificate_desk:design_pictures                /cms/desk/certificates/designs/pictures/                                                             in -- -- -- -- ok -- ok
POST  certificate_desk:design_pictures                /cms/desk/certificates/designs/pictures/                                                             in -- -- -- -- ok -- ok
GET   certificate_desk:design_picture                 /cms/desk/certificates/designs/pictures/{design_picture}/                                            in -- -- -- -- ok -- ok
POST  certificate_desk:design_picture_hide            /cms/desk/certificates/designs/pictures/{design_picture}/hide/                                       in -- -- -- -- ok -- ok
GET   desk:index                                      /cms/desk/                                                                           in -- -- -- -- ok -- ok
GET   desk:requests                                   /cms/desk/requests/                                                                  in -- -- -- -- ok -- ok
POST  desk:requests                                   /cms/desk/requests/                                                                  in -- -- -- -- ok -- ok ; id={request} approve=1
GET   desk:course                                     /cms/desk/courses/{course}/                                                          in -- -- -- -- ok -- ok
POST  desk:course                                     /cms/desk/courses/{course}/                                                          in -- -- -- -- ok -- ok ; id={enrolment}
GET   desk:export                                     /cms/desk/courses/{course}/export/                                                   in -- -- -- -- ok -- ok
GET   desk:cohorts                                    /cms/desk/courses/{course}/cohorts/                                                  in -- -- -- -- ok -- ok
GET   desk:new_cohort                                 /cms/desk/courses/{course}/cohorts/new/                                              in -- -- -- -- ok -- ok
POST  desk:new_cohort                                 /cms/desk/courses/{course}/cohorts/new/                                              in -- -- -- -- ok -- ok ; name_th=x name_en=x
GET   desk:cohort                                     /cms/desk/courses/{course}/cohorts/{cohort}/                                         in -- -- -- -- ok -- ok
POST  desk:cohort                                     /cms/desk/courses/{course}/cohorts/{cohort}/                                         in -- -- -- -- ok -- ok ; gather=1 text=learner@agency.example
GET   desk:case                                       /cms/desk/cases/{enrolment}/                                                         in -- -- -- -- ok -- ok
POST  desk:case                                       /cms/desk/cases/{enrolment}/                                                         in -- -- -- -- ok -- ok ; do=hold reason=error
POST  desk:case                                       /cms/desk/cases/{enrolment}/                                                         in -- -- -- -- ok -- ok ; do=vouch reason=seen
GET   wagtailsettings:edit                            /cms/settings/certificates/issuer/                                                   in -- -- ok ok ok ok ok
GET   wagtailsettings:edit                            /cms/settings/certificates/issuer/{issuer}/                                          in -- -- -- -- -- -- ok
POST  wagtailsettings:edit                            /cms/settings/certificates/issuer/{issuer}/                                          in -- -- -- -- -- -- ok
GET   wagtailsettings:edit                            /cms/settings/site/contact/{contact}/                                                in -- -- -- -- -- -- ok
POST  wagtailsettings:edit                            /cms/settings/site/contact/{contact}/                                                in -- -- -- -- -- -- ok
POST  wagtailsettings:preview_on_edit                 /cms/settings/site/contact/{contact}/preview/                                        in -- -- -- -- -- -- --
# Courses: instructors write and release, reviewers publish.
GET   courses_releases                                /cms/courses/{page}/releases/                                                        in -- -- ok ok -- -- ok
POST  courses_releases                                /cms/courses/{page}/releases/                                                        in -- -- ok -- -- -- ok ; deed=plan at={later}
POST  courses_releases                                /cms/courses/{page}/releases/                                                        in -- -- ok -- -- -- ok ; deed=unplan
GET   courses_move                                    /cms/courses/{page}/releases/{release}/move/                                         in -- -- ok -- -- -- ok
POST  courses_move                                    /cms/courses/{page}/releases/{release}/move/                                         in -- -- ok -- -- -- ok
GET   courses_order                                   /cms/courses/{page}/order/                                                           in -- -- ok ok -- -- ok
POST  courses_order                                   /cms/courses/{page}/order/                                                           in -- -- ok ok -- -- ok ; deed=down
POST  courses_translation                             /cms/courses/translations/{translated}/                                              in -- -- ok ok -- -- ok ; deed=submit
GET   questions:index                                 /cms/questions/                                                                      in -- -- ok ok -- -- ok
GET   questions:index_results                         /cms/questions/results/                                                              in -- -- ok ok -- -- ok
GET   questions:add                                   /cms/questions/new/                                                                  in -- -- ok -- -- -- ok
POST  questions:add                                   /cms/questions/new/                                                                  in -- -- ok -- -- -- ok
GET   questions:import                                /cms/questions/import/                                                               in -- -- ok -- -- -- ok
POST  questions:import                                /cms/questions/import/                                                               in -- -- ok -- -- -- ok
GET   questions:import_template                       /cms/questions/import/template/                                                      in -- -- ok -- -- -- ok
GET   questions:export                                /cms/questions/export/                                                               in -- -- ok ok -- -- ok
GET   questions:export                                /cms/questions/export/?format=gift                                                   in -- -- ok ok -- -- ok
GET   questions:edit                                  /cms/questions/edit/{question}/                                                      in -- -- ok -- -- -- ok
POST  questions:edit                                  /cms/questions/edit/{question}/                                                      in -- -- ok -- -- -- ok
GET   questions:delete                                /cms/questions/delete/{question}/                                                    in -- -- -- -- -- -- --
# Questions are retired, never deleted.
POST  questions:delete                                /cms/questions/delete/{unused_question}/                                             in -- -- -- -- -- -- --
GET   questions:history                               /cms/questions/history/{question}/                                                   in -- -- ok -- -- -- ok
GET   questions:history_results                       /cms/questions/history-results/{question}/                                           in -- -- ok -- -- -- ok
GET   questions:usage                                 /cms/questions/usage/{question}/                                                     in -- -- ok -- -- -- ok
POST  assessments_question_preview                    /cms/question-preview/                                                               in -- -- ok -- -- -- ok
GET   questions:inspect                               /cms/questions/inspect/{question}/                                                   in -- -- ok ok -- -- ok
GET   assessments_question_seen                       /cms/questions/seen/{question}/                                                      in -- -- ok ok -- -- ok
POST  assessments_question_comments                   /cms/questions/comments/{question}/                                                  in -- -- ok ok -- -- ok ; text=x
GET   wagtail_bulk_action                             /cms/bulk/assessments/question/sort/?id={question}                                   in -- -- ok -- -- -- ok
POST  wagtail_bulk_action                             /cms/bulk/assessments/question/sort/?id={question}                                   in -- -- ok -- -- -- ok ; status=retired
GET   question_categories:index                       /cms/question_categories/                                                            in -- -- ok ok -- -- ok
GET   question_categories:index_results               /cms/question_categories/results/                                                    in -- -- ok ok -- -- ok
GET   question_categories:add                         /cms/question_categories/new/                                                        in -- -- ok -- -- -- ok
POST  question_categories:add                         /cms/question_categories/new/                                                        in -- -- ok -- -- -- ok
GET   question_categories:edit                        /cms/question_categories/edit/{category}/                                            in -- -- ok -- -- -- ok
POST  question_categories:edit                        /cms/question_categories/edit/{category}/                                            in -- -- ok -- -- -- ok
GET   question_categories:delete                      /cms/question_categories/delete/{empty_category}/                                    in -- -- -- -- -- -- ok
POST  question_categories:delete                      /cms/question_categories/delete/{empty_category}/                                    in -- -- -- -- -- -- ok
GET   question_categories:history                     /cms/question_categories/history/{category}/                                         in -- -- ok -- -- -- ok
GET   question_categories:history_results             /cms/question_categories/history-results/{category}/                                 in -- -- ok -- -- -- ok
GET   question_categories:usage                       /cms/question_categories/usage/{category}/                                           in -- -- ok -- -- -- ok
# How a test went, and regrading it: instructors of the course look, administrators decide.
GET   assessments_statistics                          /cms/quizzes/{quiz_page}/statistics/                                                                 in -- -- ok -- -- -- ok
GET   assessments_statistics_export                   /cms/quizzes/{quiz_page}/statistics/export/                                                          in -- -- ok -- -- -- ok
GET   assessments_statistics_question                 /cms/quizzes/{quiz_page}/statistics/{asked_version}/                                                 in -- -- ok -- -- -- ok
GET   assessments_attempts                            /cms/quizzes/{quiz_page}/attempts/                                                                   in -- -- ok -- -- -- ok
GET   assessments_attempt_journal                     /cms/quizzes/{quiz_page}/attempts/{marked}/                                                          in -- -- ok -- -- -- ok
GET   assessments_regrade                             /cms/quizzes/{quiz_page}/regrade/{asked_version}/                                                    in -- -- ok -- -- -- ok
POST  assessments_regrade                             /cms/quizzes/{quiz_page}/regrade/{asked_version}/                                                    in -- -- ok -- -- -- ok ; policy=full look=1
POST  assessments_regrade                             /cms/quizzes/{quiz_page}/regrade/{asked_version}/                                                    in -- -- -- -- -- -- ok ; policy=full looked={regrade_look} reason=wrong apply=1
GET   assessments_regrade_run                         /cms/quizzes/{quiz_page}/regrades/{regrade}/                                                         in -- -- ok -- -- -- ok
# Marking by people: instructors of the course, whom they appointed, and administrators; reviewers see an empty queue.
GET   marking:index                                   /cms/marking/                                                                        in -- -- ok ok -- -- ok
GET   marking:quiz                                    /cms/marking/{essays}/                                                               in -- -- ok -- -- -- ok
GET   marking:done                                    /cms/marking/{essays}/done/                                                          in -- -- ok -- -- -- ok
POST  marking:next                                    /cms/marking/{essays}/next/                                                          in -- -- ok -- -- -- ok
GET   marking:answer                                  /cms/marking/answers/{answer_task}/                                                  in -- -- ok -- -- -- ok
POST  marking:answer                                  /cms/marking/answers/{answer_task}/                                                  in -- -- ok -- -- -- ok ; role=first criterion-a=a criterion-b=1
GET   marking:file                                    /cms/marking/answers/{paper_task}/files/{their_paper}/                               in -- -- ok -- -- -- ok
POST  marking:release                                 /cms/marking/answers/{answer_task}/release/                                          in -- -- ok -- -- -- ok
# Pages, by Wagtail.
GET   wagtailadmin_explore_root                       /cms/pages/                                                                          in -- -- ok ok -- -- ok
GET   wagtailadmin_explore                            /cms/pages/{home}/                                                                   in -- -- ok ok -- -- ok
GET   wagtailadmin_explore                            /cms/pages/{lesson_parent}/                                                          in -- -- ok ok -- -- ok
GET   wagtailadmin_explore_results                    /cms/pages/{lesson_parent}/results/                                                  in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:add                          /cms/pages/add/courses/lessonpage/{lesson_parent}/                                   in -- -- ok -- -- -- ok
GET   wagtailadmin_pages:add                          /cms/pages/add/site/plainpage/{home}/                                                in -- -- -- -- -- -- ok
POST  wagtailadmin_pages:preview_on_add               /cms/pages/add/courses/lessonpage/{lesson_parent}/preview/                           in -- -- ok -- -- -- ok
GET   wagtailadmin_pages:type_use                     /cms/pages/usage/courses/lessonpage/                                                 in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:type_use_results             /cms/pages/usage/courses/lessonpage/results/                                         in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:choose_parent                /cms/pages/create/courses/lessonpage                                                 in -- -- ok ok ok ok ok
GET   wagtailadmin_pages:usage                        /cms/pages/{lesson_page}/usage/                                                      in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:edit                         /cms/pages/{lesson_page}/edit/                                                       in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:edit                         /cms/pages/{home}/edit/                                                              in -- -- -- -- -- -- ok
GET   wagtailadmin_pages:preview_on_edit              /cms/pages/{lesson_page}/edit/preview/                                               in -- -- ok ok -- -- ok
POST  wagtailadmin_pages:preview_on_edit              /cms/pages/{lesson_page}/edit/preview/                                               in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:view_draft                   /cms/pages/{lesson_page}/view_draft/                                                 in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:add_subpage                  /cms/pages/{lesson_parent}/add_subpage/                                              in -- -- ok -- -- -- ok
GET   wagtailadmin_pages:delete                       /cms/pages/{lesson_page}/delete/                                                     in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:delete                       /cms/pages/{lesson_page}/delete/                                                     in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:delete                       /cms/pages/{plain}/delete/                                                           in -- -- -- -- -- -- ok
GET   wagtailadmin_pages:unpublish                    /cms/pages/{lesson_page}/unpublish/                                                  in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:unpublish                    /cms/pages/{lesson_page}/unpublish/                                                  in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:unpublish                    /cms/pages/{plain}/unpublish/                                                        in -- -- -- -- -- -- ok
GET   wagtailadmin_pages:convert_alias                /cms/pages/{alias}/convert_alias/                                                    in -- -- ok ok -- -- ok
POST  wagtailadmin_pages:convert_alias                /cms/pages/{alias}/convert_alias/                                                    in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:search                       /cms/pages/search/                                                                   in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:search_results               /cms/pages/search/results/                                                           in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:move                         /cms/pages/{lesson_page}/move/                                                       in -- -- -- ok -- -- ok
GET   wagtailadmin_pages:move_confirm                 /cms/pages/{lesson_page}/move/{other_parent}/confirm/                                in -- -- ok ok ok ok ok
POST  wagtailadmin_pages:move_confirm                 /cms/pages/{lesson_page}/move/{other_parent}/confirm/                                in -- -- -- -- -- -- ok
POST  wagtailadmin_pages:set_page_position            /cms/pages/{lesson_page}/set_position/                                               in -- -- -- -- -- -- ok
GET   wagtailadmin_pages:copy                         /cms/pages/{lesson_page}/copy/                                                       in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:workflow_action              /cms/pages/workflow/action/{lesson_page}/approve/{task_state}/                       in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:workflow_action              /cms/pages/workflow/action/{lesson_page}/approve/{task_state}/                       in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:collect_workflow_action_data /cms/pages/workflow/collect_action_data/{lesson_page}/approve/{task_state}/          in -- -- -- ok -- -- ok
GET   wagtailadmin_pages:confirm_workflow_cancellation /cms/pages/workflow/confirm_cancellation/{lesson_page}/                              in -- -- ok ok ok ok ok
GET   wagtailadmin_pages:workflow_preview             /cms/pages/workflow/preview/{lesson_page}/{task}/                                    in -- -- -- ok -- -- ok
GET   wagtailadmin_pages:workflow_history             /cms/pages/{lesson_page}/workflow_history/                                           in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:workflow_history_detail      /cms/pages/{lesson_page}/workflow_history/detail/{workflow_state}/                   in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:set_privacy                  /cms/pages/{lesson_page}/privacy/                                                    in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:set_privacy                  /cms/pages/{lesson_page}/privacy/                                                    in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:lock                         /cms/pages/{lesson_page}/lock/                                                       in -- -- -- ok -- -- ok
POST  wagtailadmin_pages:unlock                       /cms/pages/{locked}/unlock/                                                          in -- -- -- ok -- -- ok
GET   wagtailadmin_pages:revisions_index              /cms/pages/{lesson_page}/revisions/                                                  in -- -- ok ok ok ok ok
GET   wagtailadmin_pages:revisions_view               /cms/pages/{lesson_page}/revisions/{revision}/view/                                  in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:revisions_revert             /cms/pages/{lesson_page}/revisions/{revision}/revert/                                in -- -- ok ok -- -- ok
POST  wagtailadmin_pages:revisions_unschedule         /cms/pages/{lesson_page}/revisions/{revision}/unschedule/                            in -- -- -- ok -- -- ok
GET   wagtailadmin_pages:revisions_compare            /cms/pages/{lesson_page}/revisions/compare/{first_revision}...{revision}/            in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:history                      /cms/pages/{lesson_page}/history/                                                    in -- -- ok ok -- -- ok
GET   wagtailadmin_pages:history_results              /cms/pages/{lesson_page}/history/results/                                            in -- -- ok ok -- -- ok
POST  wagtail_bulk_action                             /cms/bulk/wagtailcore/page/publish/?id={lesson_page}                                 in -- -- ok ok ok ok ok
POST  wagtail_bulk_action                             /cms/bulk/wagtailcore/page/delete/?id={lesson_page}                                  in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page                        /cms/choose-page/                                                                    in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page_child                  /cms/choose-page/{lesson_parent}/                                                    in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page_search                 /cms/choose-page/search/                                                             in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page_chosen_multiple        /cms/choose-page/chosen-multiple/                                                    in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page_external_link          /cms/choose-external-link/                                                           in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page_email_link             /cms/choose-email-link/                                                              in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page_phone_link             /cms/choose-phone-link/                                                              in -- -- ok ok ok ok ok
GET   wagtailadmin_choose_page_anchor_link            /cms/choose-anchor-link/                                                             in -- -- ok ok ok ok ok
GET   wagtailadmin_api:pages:listing                  /cms/api/main/pages/                                                                 in -- -- ok ok ok ok ok
GET   wagtailadmin_api:pages:detail                   /cms/api/main/pages/{page}/                                                          in -- -- ok ok -- -- ok
GET   wagtailadmin_api:pages:find                     /cms/api/main/pages/find/?id={page}                                                  in -- -- ok ok -- -- ok
POST  wagtailadmin_api:pages:action                   /cms/api/main/pages/{page}/action/unpublish/                                         in -- -- -- ok -- -- ok
POST  wagtailadmin_api:pages:action                   /cms/api/main/pages/{lesson_page}/action/delete/                                     in -- -- -- ok -- -- ok
GET   wagtailadmin_api:documents:listing              /cms/api/main/documents/                                                             in -- -- ok ok ok ok ok
GET   wagtailadmin_api:documents:detail               /cms/api/main/documents/{document}/                                                  in -- -- ok ok ok ok ok
GET   wagtailadmin_api:documents:find                 /cms/api/main/documents/find/?id={document}                                          in -- -- ok ok ok ok ok
GET   wagtailadmin_api:images:listing                 /cms/api/main/images/                                                                in -- -- ok ok ok ok ok
GET   wagtailadmin_api:images:detail                  /cms/api/main/images/{image}/                                                        in -- -- ok ok ok ok ok
GET   wagtailadmin_api:images:find                    /cms/api/main/images/find/?id={image}                                                in -- -- ok ok ok ok ok
# Translations: whoever may edit the page.
GET   wagtail_localize:submit_page_translation        /cms/localize/submit/page/{untranslated}/                                            in -- -- ok -- -- -- ok
POST  wagtail_localize:submit_page_translation        /cms/localize/submit/page/{untranslated}/                                            in -- -- ok -- -- -- ok
GET   wagtail_localize:submit_snippet_translation     /cms/localize/submit/snippet/people/agency/{agency}/                                 in -- -- -- -- -- -- --
GET   -                                               /cms/localize/update/{source}/                                                       in -- -- ok -- -- -- ok
POST  -                                               /cms/localize/update/{source}/                                                       in -- -- ok -- -- -- ok
PUT   wagtail_localize:edit_string_translation        /cms/localize/translate/{translation}/strings/{segment}/edit/                        in -- -- ok ok -- -- ok ; value=x
PUT   wagtail_localize:edit_override                  /cms/localize/translate/{translation}/overrides/{overridable}/edit/                  in -- -- -- -- -- -- --
GET   wagtail_localize:download_pofile                /cms/localize/translate/{translation}/pofile/download/                               in -- -- ok ok -- -- ok
POST  wagtail_localize:upload_pofile                  /cms/localize/translate/{translation}/pofile/upload/                                 in -- -- !! !! -- -- !!
POST  wagtail_localize:machine_translate              /cms/localize/translate/{translation}/machine_translate/                             in -- -- -- -- -- -- --
GET   wagtail_localize:preview_translation            /cms/localize/translate/{translation}/preview/                                       in -- -- ok ok -- -- ok
GET   wagtail_localize:preview_translation            /cms/localize/translate/{translation}/preview/x/                                     in -- -- -- -- -- -- --
POST  wagtail_localize:stop_translation               /cms/localize/translate/{translation}/disable/                                       in -- -- ok ok -- -- ok
GET   wagtail_localize:convert_to_alias               /cms/localize/page/{translated}/convert_to_alias/                                    in -- -- ok ok -- -- ok
POST  wagtail_localize:convert_to_alias               /cms/localize/page/{translated}/convert_to_alias/                                    in -- -- ok ok -- -- ok
GET   wagtail_localize:translations_report            /cms/localize/reports/translations/                                                  in -- -- ok ok ok ok ok
GET   wagtail_localize:translations_report_results    /cms/localize/reports/translations/results/                                          in -- -- ok ok ok ok ok
GET   wagtail_localize:snippets_api_listing           /cms/localize/api/snippets/people/agency/                                            in -- -- -- -- -- -- --
GET   wagtail_localize:snippets_api_detail            /cms/localize/api/snippets/people/agency/{agency}/                                   in -- -- -- -- -- -- --
# Pictures and documents: instructors add, administrators change.
GET   wagtailimages:index                             /cms/images/                                                                         in -- -- ok -- -- -- ok
GET   wagtailimages:index_results                     /cms/images/results/                                                                 in -- -- ok -- -- -- ok
GET   wagtailimages:add                               /cms/images/add/                                                                     in -- -- ok -- -- -- ok
POST  wagtailimages:add                               /cms/images/add/                                                                     in -- -- ok -- -- -- ok
GET   wagtailimages:edit                              /cms/images/{image}/                                                                 in -- -- -- -- -- -- ok
POST  wagtailimages:edit                              /cms/images/{image}/                                                                 in -- -- -- -- -- -- ok
GET   wagtailimages:delete                            /cms/images/{image}/delete/                                                          in -- -- -- -- -- -- ok
POST  wagtailimages:delete                            /cms/images/{image}/delete/                                                          in -- -- -- -- -- -- ok
GET   wagtailimages:url_generator                     /cms/images/{image}/generate_url/                                                    in -- -- -- -- -- -- --
GET   wagtailimages:url_generator_output              /cms/images/{image}/generate_url/output/                                             in -- -- -- -- -- -- --
GET   wagtailimages:preview                           /cms/images/{image}/preview/width-20/                                                in -- -- -- -- -- -- ok
GET   wagtailimages:image_usage                       /cms/images/usage/{image}/                                                           in -- -- -- -- -- -- ok
GET   wagtailimages:add_multiple                      /cms/images/multiple/add/                                                            in -- -- ok -- -- -- ok
POST  wagtailimages:add_multiple                      /cms/images/multiple/add/                                                            in -- -- ok -- -- -- ok
POST  wagtailimages:edit_multiple                     /cms/images/multiple/{image}/                                                        in -- -- -- -- -- -- ok
POST  wagtailimages:create_multiple_from_uploaded_image /cms/images/multiple/create_from_uploaded_image/{uploaded_image}/                    in -- -- ok -- -- -- --
POST  wagtailimages:delete_multiple                   /cms/images/multiple/{image}/delete/                                                 in -- -- -- -- -- -- ok
POST  wagtailimages:delete_upload_multiple            /cms/images/multiple/delete_upload/{uploaded_image}/                                 in -- -- ok -- -- -- --
POST  wagtail_bulk_action                             /cms/bulk/wagtailimages/image/delete/?id={image}                                     in -- -- ok ok ok ok ok
GET   wagtailimages_chooser:choose                    /cms/images/chooser/                                                                 in -- -- ok ok ok ok ok
GET   wagtailimages_chooser:choose_results            /cms/images/chooser/results/                                                         in -- -- ok ok ok ok ok
GET   wagtailimages_chooser:chosen                    /cms/images/chooser/chosen/{image}/                                                  in -- -- ok ok -- -- ok
GET   wagtailimages_chooser:chosen_multiple           /cms/images/chooser/chosen-multiple/                                                 in -- -- ok ok ok ok ok
GET   wagtailimages_chooser:create                    /cms/images/chooser/create/                                                          in -- -- ok -- -- -- ok
POST  wagtailimages_chooser:create                    /cms/images/chooser/create/                                                          in -- -- ok -- -- -- ok
GET   wagtailimages_chooser:select_format             /cms/images/chooser/{image}/select_format/                                           in -- -- ok ok -- -- ok
GET   wagtaildocs:index                               /cms/documents/                                                                      in -- -- ok -- -- -- ok
GET   wagtaildocs:index_results                       /cms/documents/results/                                                              in -- -- ok -- -- -- ok
GET   wagtaildocs:add                                 /cms/documents/add/                                                                  in -- -- ok -- -- -- ok
POST  wagtaildocs:add                                 /cms/documents/add/                                                                  in -- -- ok -- -- -- ok
GET   wagtaildocs:edit                                /cms/documents/edit/{document}/                                                      in -- -- -- -- -- -- ok
POST  wagtaildocs:edit                                /cms/documents/edit/{document}/                                                      in -- -- -- -- -- -- ok
GET   wagtaildocs:delete                              /cms/documents/delete/{document}/                                                    in -- -- -- -- -- -- ok
POST  wagtaildocs:delete                              /cms/documents/delete/{document}/                                                    in -- -- -- -- -- -- ok
GET   wagtaildocs:document_usage                      /cms/documents/usage/{document}/                                                     in -- -- -- -- -- -- ok
GET   wagtaildocs:add_multiple                        /cms/documents/multiple/add/                                                         in -- -- ok -- -- -- ok
POST  wagtaildocs:add_multiple                        /cms/documents/multiple/add/                                                         in -- -- ok -- -- -- ok
POST  wagtaildocs:edit_multiple                       /cms/documents/multiple/{document}/                                                  in -- -- -- -- -- -- ok
POST  wagtaildocs:create_multiple_from_uploaded_document /cms/documents/multiple/create_from_uploaded_document/{uploaded}/                    in -- -- !! -- -- -- --
POST  wagtaildocs:delete_multiple                     /cms/documents/multiple/{document}/delete/                                           in -- -- -- -- -- -- ok
POST  wagtaildocs:delete_upload_multiple              /cms/documents/multiple/delete_upload/{uploaded}/                                    in -- -- ok -- -- -- --
POST  wagtail_bulk_action                             /cms/bulk/wagtaildocs/document/delete/?id={document}                                 in -- -- ok ok ok ok ok
GET   wagtaildocs_chooser:choose                      /cms/documents/chooser/                                                              in -- -- ok ok ok ok ok
GET   wagtaildocs_chooser:choose_results              /cms/documents/chooser/results/                                                      in -- -- ok ok ok ok ok
GET   wagtaildocs_chooser:chosen                      /cms/documents/chooser/chosen/{document}/                                            in -- -- ok ok -- -- ok
GET   wagtaildocs_chooser:chosen_multiple             /cms/documents/chooser/chosen-multiple/                                              in -- -- ok ok ok ok ok
GET   wagtaildocs_chooser:create                      /cms/documents/chooser/create/                                                       in -- -- ok -- -- -- ok
POST  wagtaildocs_chooser:create                      /cms/documents/chooser/create/                                                       in -- -- ok -- -- -- ok
GET   wagtailembeds:chooser                           /cms/embeds/chooser/                                                                 in -- -- ok ok ok ok ok
POST  wagtailembeds:chooser_upload                    /cms/embeds/chooser/upload/                                                          in -- -- ok ok ok ok ok
GET   wagtailsnippets:index                           /cms/snippets/                                                                       in -- -- -- -- -- -- --
# How the CMS itself is set up: nobody but whoever may do everything.
GET   wagtailadmin_collections:index                  /cms/collections/                                                                    in -- -- -- -- -- -- --
GET   wagtailadmin_collections:add                    /cms/collections/add/                                                                in -- -- -- -- -- -- --
POST  wagtailadmin_collections:add                    /cms/collections/add/                                                                in -- -- -- -- -- -- --
GET   wagtailadmin_collections:edit                   /cms/collections/{collection}/                                                       in -- -- -- -- -- -- --
POST  wagtailadmin_collections:edit                   /cms/collections/{collection}/                                                       in -- -- -- -- -- -- --
GET   wagtailadmin_collections:delete                 /cms/collections/{collection}/delete/                                                in -- -- -- -- -- -- --
POST  wagtailadmin_collections:delete                 /cms/collections/{collection}/delete/                                                in -- -- -- -- -- -- --
GET   wagtailadmin_collections:set_privacy            /cms/collections/{collection}/privacy/                                               in -- -- -- -- -- -- --
POST  wagtailadmin_collections:set_privacy            /cms/collections/{collection}/privacy/                                               in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:index                    /cms/workflows/list/                                                                 in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:index_results            /cms/workflows/list/results/                                                         in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:add                      /cms/workflows/add/                                                                  in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:add                      /cms/workflows/add/                                                                  in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:enable                   /cms/workflows/enable/{idle_workflow}/                                               in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:disable                  /cms/workflows/disable/{workflow}/                                                   in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:disable                  /cms/workflows/disable/{workflow}/                                                   in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:edit                     /cms/workflows/edit/{workflow}/                                                      in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:edit                     /cms/workflows/edit/{workflow}/                                                      in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:usage                    /cms/workflows/usage/{workflow}/                                                     in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:usage_results            /cms/workflows/usage/{workflow}/results/                                             in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:remove                   /cms/workflows/remove/{catalogue}/                                                   in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:remove                   /cms/workflows/remove/{catalogue}/{workflow}/                                        in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:add_task                 /cms/workflows/tasks/add/wagtailcore/groupapprovaltask/                              in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:add_task                 /cms/workflows/tasks/add/wagtailcore/groupapprovaltask/                              in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:select_task_type         /cms/workflows/tasks/select_type/                                                    in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:task_index               /cms/workflows/tasks/index/                                                          in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:task_index_results       /cms/workflows/tasks/index/results/                                                  in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:edit_task                /cms/workflows/tasks/edit/{task}/                                                    in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:edit_task                /cms/workflows/tasks/edit/{task}/                                                    in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:disable_task             /cms/workflows/tasks/disable/{task}/                                                 in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:disable_task             /cms/workflows/tasks/disable/{task}/                                                 in -- -- -- -- -- -- --
POST  wagtailadmin_workflows:enable_task              /cms/workflows/tasks/enable/{idle_task}/                                             in -- -- -- -- -- -- --
GET   wagtailadmin_workflows:task_chooser             /cms/workflows/task_chooser/                                                         in -- -- ok ok ok ok ok
GET   wagtailadmin_workflows:task_chooser_results     /cms/workflows/task_chooser/results/                                                 in -- -- ok ok ok ok ok
GET   wagtailadmin_workflows:task_chooser_create      /cms/workflows/task_chooser/create/                                                  in -- -- ok ok ok ok ok
POST  wagtailadmin_workflows:task_chooser_create      /cms/workflows/task_chooser/create/                                                  in -- -- ok ok ok ok ok
GET   wagtailadmin_workflows:task_chosen              /cms/workflows/task_chooser/{task}/                                                  in -- -- ok ok ok ok ok
GET   wagtaillocales:index                            /cms/locales/                                                                        in -- -- -- -- -- -- --
GET   wagtaillocales:index_results                    /cms/locales/results/                                                                in -- -- -- -- -- -- --
GET   wagtaillocales:add                              /cms/locales/new/                                                                    in -- -- -- -- -- -- --
POST  wagtaillocales:add                              /cms/locales/new/                                                                    in -- -- -- -- -- -- --
GET   wagtaillocales:edit                             /cms/locales/edit/{locale}/                                                          in -- -- -- -- -- -- --
POST  wagtaillocales:edit                             /cms/locales/edit/{locale}/                                                          in -- -- -- -- -- -- --
GET   wagtaillocales:delete                           /cms/locales/delete/{locale}/                                                        in -- -- -- -- -- -- --
POST  wagtaillocales:delete                           /cms/locales/delete/{locale}/                                                        in -- -- -- -- -- -- --
GET   wagtaillocales:history                          /cms/locales/history/{locale}/                                                       in -- -- -- -- -- -- --
GET   wagtaillocales:history_results                  /cms/locales/history-results/{locale}/                                               in -- -- -- -- -- -- --
GET   wagtaillocales:usage                            /cms/locales/usage/{locale}/                                                         in -- -- -- -- -- -- --
GET   wagtaillocales:copy                             /cms/locales/copy/{locale}/                                                          in -- -- -- -- -- -- --
GET   wagtailsites:index                              /cms/sites/                                                                          in -- -- -- -- -- -- --
GET   wagtailsites:index_results                      /cms/sites/results/                                                                  in -- -- -- -- -- -- --
GET   wagtailsites:add                                /cms/sites/new/                                                                      in -- -- -- -- -- -- --
POST  wagtailsites:add                                /cms/sites/new/                                                                      in -- -- -- -- -- -- --
GET   wagtailsites:edit                               /cms/sites/edit/{site}/                                                              in -- -- -- -- -- -- --
POST  wagtailsites:edit                               /cms/sites/edit/{site}/                                                              in -- -- -- -- -- -- --
GET   wagtailsites:delete                             /cms/sites/delete/{site}/                                                            in -- -- -- -- -- -- --
POST  wagtailsites:delete                             /cms/sites/delete/{site}/                                                            in -- -- -- -- -- -- --
GET   wagtailsites:history                            /cms/sites/history/{site}/                                                           in -- -- -- -- -- -- --
GET   wagtailsites:history_results                    /cms/sites/history-results/{site}/                                                   in -- -- -- -- -- -- --
GET   wagtailsites:usage                              /cms/sites/usage/{site}/                                                             in -- -- -- -- -- -- --
GET   wagtailsites:copy                               /cms/sites/copy/{site}/                                                              in -- -- -- -- -- -- --
# Reports on pages.
GET   wagtailadmin_reports:locked_pages               /cms/reports/locked/                                                                 in -- -- -- ok -- -- ok
GET   wagtailadmin_reports:locked_pages_results       /cms/reports/locked/results/                                                         in -- -- -- ok -- -- ok
GET   wagtailadmin_reports:workflow                   /cms/reports/workflow/                                                               in -- -- ok ok -- -- ok
GET   wagtailadmin_reports:workflow_results           /cms/reports/workflow/results/                                                       in -- -- ok ok -- -- ok
GET   wagtailadmin_reports:workflow_tasks             /cms/reports/workflow_tasks/                                                         in -- -- ok ok -- -- ok
GET   wagtailadmin_reports:workflow_tasks_results     /cms/reports/workflow_tasks/results/                                                 in -- -- ok ok -- -- ok
GET   wagtailadmin_reports:site_history               /cms/reports/site-history/                                                           in -- -- ok ok ok ok ok
GET   wagtailadmin_reports:site_history_results       /cms/reports/site-history/results/                                                   in -- -- ok ok ok ok ok
GET   wagtailadmin_reports:aging_pages                /cms/reports/aging-pages/                                                            in -- -- ok ok -- -- ok
GET   wagtailadmin_reports:aging_pages_results        /cms/reports/aging-pages/results/                                                    in -- -- ok ok -- -- ok
GET   wagtailadmin_reports:page_types_usage           /cms/reports/page-types-usage/                                                       in -- -- ok ok -- -- ok
GET   wagtailadmin_reports:page_types_usage_results   /cms/reports/page-types-usage/results/                                               in -- -- ok ok -- -- ok
# Wagtail's trials of error pages; the second fails on purpose (!!).
GET   -                                               /cms/test404/                                                                        in -- -- ok ok ok ok ok
GET   wagtailadmin_error_test                         /cms/failwhale/                                                                      in -- -- !! !! !! !! !!

# Interactive content: what the player asks for, and its screens in the CMS.
GET   courses:play                                    /th/courses/big-data/{lesson}/play/{h5p_key}/                                        in ok -- -- -- -- -- --
GET   h5p:libraries                                   /h5p/libraries/                                                                      -- -- -- -- -- -- -- --
GET   h5p:library                                     /h5p/libraries/{h5p_folder}/{h5p_hash}/library.json                                  ok ok ok ok ok ok ok ok
GET   h5p:media_root                                  /h5p/media/{h5p_nonce}/                                                              -- -- -- -- -- -- -- --
GET   h5p:media                                       /h5p/media/{h5p_nonce}/images/wrong-address.png                                      in ok -- -- -- -- -- --
GET   h5p:state                                       /h5p/state/{h5p_nonce}/state/0/                                                      in -- -- -- -- -- -- --
POST  h5p:state                                       /h5p/state/{h5p_nonce}/state/0/                                                      in -- -- -- -- -- -- -- ; data={}
POST  h5p_result                                      /api/v1/h5p/attempts/{h5p_nonce}/result/                                             in ok -- -- -- -- -- --
POST  h5p_statements                                  /api/v1/h5p/attempts/{h5p_nonce}/statements/                                         in ok -- -- -- -- -- --
GET   courses_h5p_preview                             /cms/interactive/{h5p_content}/play/                                                 in -- -- ok ok -- -- ok
GET   courses_h5p_media_root                          /cms/interactive/{h5p_content}/media/                                                in -- -- -- -- -- -- --
GET   courses_h5p_media                               /cms/interactive/{h5p_content}/media/images/wrong-address.png                        in -- -- ok ok -- -- ok
GET   courses_h5p_statements                          /cms/interactive/{h5p_content}/statements/                                           in -- -- -- -- -- -- ok
GET   h5p_contents:index                              /cms/h5p_contents/                                                                   in -- -- ok ok -- -- ok
GET   h5p_contents:index_results                      /cms/h5p_contents/results/                                                           in -- -- ok ok -- -- ok
GET   h5p_contents:add                                /cms/h5p_contents/new/                                                               in -- -- ok -- -- -- ok
POST  h5p_contents:add                                /cms/h5p_contents/new/                                                               in -- -- ok -- -- -- ok
GET   h5p_contents:edit                               /cms/h5p_contents/edit/{h5p_content}/                                                in -- -- ok -- -- -- ok
POST  h5p_contents:edit                               /cms/h5p_contents/edit/{h5p_content}/                                                in -- -- ok -- -- -- ok
GET   h5p_contents:delete                             /cms/h5p_contents/delete/{h5p_content}/                                              in -- -- -- -- -- -- ok
POST  h5p_contents:delete                             /cms/h5p_contents/delete/{h5p_unused}/                                               in -- -- -- -- -- -- ok
GET   h5p_contents:history                            /cms/h5p_contents/history/{h5p_content}/                                             in -- -- ok -- -- -- ok
GET   h5p_contents:history_results                    /cms/h5p_contents/history-results/{h5p_content}/                                     in -- -- ok -- -- -- ok
GET   h5p_contents:usage                              /cms/h5p_contents/usage/{h5p_content}/                                               in -- -- ok -- -- -- ok
GET   h5p_libraries:index                             /cms/h5p_libraries/                                                                  in -- -- -- -- -- -- ok
GET   h5p_libraries:index_results                     /cms/h5p_libraries/results/                                                          in -- -- -- -- -- -- ok
GET   h5p_libraries:add                               /cms/h5p_libraries/new/                                                              in -- -- -- -- -- -- ok
POST  h5p_libraries:add                               /cms/h5p_libraries/new/                                                              in -- -- -- -- -- -- ok
GET   h5p_libraries:edit                              /cms/h5p_libraries/edit/{h5p_library}/                                               in -- -- -- -- -- -- ok
POST  h5p_libraries:edit                              /cms/h5p_libraries/edit/{h5p_library}/                                               in -- -- -- -- -- -- ok
GET   h5p_libraries:delete                            /cms/h5p_libraries/delete/{h5p_library}/                                             in -- -- -- -- -- -- ok
POST  h5p_libraries:delete                            /cms/h5p_libraries/delete/{h5p_library}/                                             in -- -- -- -- -- -- ok
GET   h5p_libraries:history                           /cms/h5p_libraries/history/{h5p_library}/                                            in -- -- -- -- -- -- ok
GET   h5p_libraries:history_results                   /cms/h5p_libraries/history-results/{h5p_library}/                                    in -- -- -- -- -- -- ok
GET   h5p_libraries:usage                             /cms/h5p_libraries/usage/{h5p_library}/                                              in -- -- -- -- -- -- ok
GET   h5p_installations:index                         /cms/h5p_installations/                                                              in -- -- -- -- -- -- ok
GET   h5p_installations:index_results                 /cms/h5p_installations/results/                                                      in -- -- -- -- -- -- ok
GET   h5p_installations:add                           /cms/h5p_installations/new/                                                          in -- -- -- -- -- -- --
GET   h5p_installations:edit                          /cms/h5p_installations/edit/{h5p_installation}/                                      in -- -- -- -- -- -- --
POST  h5p_installations:edit                          /cms/h5p_installations/edit/{h5p_installation}/                                      in -- -- -- -- -- -- --
POST  h5p_installations:delete                        /cms/h5p_installations/delete/{h5p_installation}/                                    in -- -- -- -- -- -- --
GET   h5p_installations:history                       /cms/h5p_installations/history/{h5p_installation}/                                   in -- -- -- -- -- -- --
GET   h5p_installations:history_results               /cms/h5p_installations/history-results/{h5p_installation}/                           in -- -- -- -- -- -- --
GET   h5p_installations:usage                         /cms/h5p_installations/usage/{h5p_installation}/                                     in -- -- -- -- -- -- --
GET   question_chooser:choose                         /cms/question_chooser/                                                               in -- -- ok ok -- -- ok
GET   question_chooser:choose_results                 /cms/question_chooser/results/                                                       in -- -- ok ok -- -- ok
GET   question_chooser:chosen                         /cms/question_chooser/chosen/{question}/                                             in -- -- ok ok -- -- ok
GET   h5p_chooser:choose                              /cms/h5p_chooser/                                                                    in -- -- ok ok -- -- ok
GET   h5p_chooser:choose_results                      /cms/h5p_chooser/results/                                                            in -- -- ok ok -- -- ok
GET   h5p_chooser:chosen                              /cms/h5p_chooser/chosen/{h5p_content}/                                               in -- -- ok ok -- -- ok
"""
