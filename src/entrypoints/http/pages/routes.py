"""Every page and what it loads, to be mounted beside the API."""

from litestar.types import ControllerRouterHandler

from entrypoints.http.pages.accept_invitation import accept_invitation
from entrypoints.http.pages.api_docs import api_docs
from entrypoints.http.pages.assets import asset
from entrypoints.http.pages.download_export import download_export_page
from entrypoints.http.pages.mailbox import mail_preview, mail_previews, mailbox, mailbox_mail
from entrypoints.http.pages.problems import problems
from entrypoints.http.pages.unsubscribe import (
    unsubscribe_in_one_click,
    unsubscribe_link,
    unsubscribe_page,
)
from entrypoints.http.pages.verify_email import verify_email
from entrypoints.http.pages.welcome import welcome

PAGES: tuple[ControllerRouterHandler, ...] = (
    welcome,
    verify_email,
    accept_invitation,
    download_export_page,
    unsubscribe_page,
    unsubscribe_link,
    unsubscribe_in_one_click,
    api_docs,
    problems,
    mailbox,
    mailbox_mail,
    mail_previews,
    mail_preview,
    asset,
)
