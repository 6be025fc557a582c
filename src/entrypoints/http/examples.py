"""Requests that work, for the document and for whoever tries the API page first: operation id -> body."""

EXAMPLES: dict[str, dict[str, object]] = {
    "signUp": {
        "email": "noura@example.com",
        "password": "seven quiet presses",
        "first_name": "Noura",
        "last_name": "Al-Harbi",
        "organization": {
            "name": "Najd Plastics",
            "industry": "plastics",
            "size": "51-200",
            "city": "Riyadh",
            "country": "SA",
        },
    },
    "verifyEmail": {"token": "the part behind #token= in the mail's link"},
    "resendVerification": {"email": "noura@example.com"},
    "logIn": {"email": "noura@example.com", "password": "seven quiet presses", "remember_me": True},
    "createCategory": {
        "name": "Mould making",
        "name_ar": "صناعة القوالب",
        "slug": "mould-making",
        "description": "Design, steel, cooling, venting and repair of moulds",
        "description_ar": "تصميم القوالب وفولاذها وتبريدها وتنفيسها وإصلاحها",
        "colour": "#0f766e",
        "position": 12,
    },
    "editCategory": {"description": "Design, cooling and repair of moulds", "position": 3},
    "sendInvitation": {
        "email": "omar@example.com",
        "role": "member",
        "message": "We look after line 2 together: bring your questions. أهلًا بك",
    },
    "sendInvitations": {
        "invitations": [
            {"email": "omar@example.com", "role": "member"},
            {"email": "huda@example.com", "role": "admin"},
        ],
        "dry_run": True,
    },
    "validateInvitation": {"token": "the part behind #token= in the mail's link"},
    "acceptInvitation": {
        "token": "the part behind #token= in the mail's link",
        "first_name": "Omar",
        "last_name": "Al-Harbi",
        "password": "seven quiet presses",
    },
    "editMe": {
        "title": "Quality engineer",
        "expertise_tags": ["six sigma", "injection moulding"],
        "phone": "+966 50 000 0000",
        "language": "ar",
        "timezone": "Asia/Riyadh",
    },
    "editUser": {"role": "admin", "title": "Plant manager"},
    "editMyOrganization": {
        "description": "Caps, closures and drums since 1987.\nأغطية وبراميل",
        "website": "https://najd-plastics.example",
        "city": "Riyadh",
        "country": "SA",
        "location": {"lat": 24.7136, "lng": 46.6753},
        "email_domains": ["najd-plastics.example"],
        "require_second_factor": False,
    },
    "logInWithCode": {"challenge": "the challenge that logIn answered with", "code": "123456"},
    "reauthenticate": {"password": "seven quiet presses"},
    "forgotPassword": {"email": "noura@example.com"},
    "resetPassword": {
        "token": "the part behind #token= in the mail's link",
        "password": "nine quiet presses",
    },
    "changePassword": {"current_password": "seven quiet presses", "new_password": "nine quiet presses"},
    "changeEmail": {"new_email": "noura@example.org"},
    "confirmEmail": {"token": "the part behind #token= in the mail's link"},
    "confirmSecondFactor": {"code": "123456"},
    "createAccessToken": {"name": "nightly export", "scopes": ["read"], "expires_in_days": 90},
    "downloadExport": {"token": "the part behind #token= in the mail's link"},
    "eraseMe": {"contributions": "keep_anonymous"},
    "startTopic": {
        "title": "Weld lines on the lid of our 20 litre drum",
        "body": "Since we moved to the new mould the lid shows weld lines opposite the gate.\n\n"
        "| setting | before | now |\n| --- | --- | --- |\n| melt °C | 215 | 235 |\n\n"
        "Scrap is at 4 %, and it only happens when temp < 40 and pressure > 3 bar. ما رأيكم؟",
        "category_id": "the id of a category from listCategories",
        "tags": ["injection moulding", "scrap"],
        "visibility": "network",
    },
    "writePost": {
        "body": "Vent the mould opposite the gate first; it cost us an afternoon.",
        "parent_id": None,
    },
}
