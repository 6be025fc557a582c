/* of openapi.json e18fc7c14627a37d */
/* Generated: npm run types. */
export interface paths {
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTasks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/tasks/{task_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["retryTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["changeEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/change/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["confirmEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/email/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["logIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["logInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["logOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/forgot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/reauthenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reauthenticate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["setUpSecondFactor"];
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/session/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["refreshSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSessions"];
        put?: never;
        post?: never;
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listAccessTokens"];
        put?: never;
        post: operations["createAccessToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endAccessToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/client-errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["reportClientError"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listDrafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drafts/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getDraft"];
        put: operations["putDraft"];
        post?: never;
        delete: operations["deleteDraft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["uploadFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["announceUpload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getUpload"];
        put?: never;
        post?: never;
        delete: operations["abandonUpload"];
        options?: never;
        head?: never;
        patch: operations["continueUpload"];
        trace?: never;
    };
    "/api/v1/files/{file_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getFile"];
        put?: never;
        post?: never;
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch: operations["editFile"];
        trace?: never;
    };
    "/api/v1/files/{file_id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getFileContent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listCategories"];
        put?: never;
        post: operations["createCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/categories/{category_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getCategory"];
        put?: never;
        post?: never;
        delete: operations["deleteCategory"];
        options?: never;
        head?: never;
        patch: operations["editCategory"];
        trace?: never;
    };
    "/api/v1/forums/posts/{post_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPost"];
        put?: never;
        post?: never;
        delete: operations["deletePost"];
        options?: never;
        head?: never;
        patch: operations["editPost"];
        trace?: never;
    };
    "/api/v1/forums/posts/{post_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPostHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/posts/{post_id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["likePost"];
        post?: never;
        delete: operations["unlikePost"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/posts/{post_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["restorePost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["previewText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["readAllTopics"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["searchForum"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/similar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listSimilarTopics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listTopics"];
        put?: never;
        post: operations["startTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTopic"];
        put?: never;
        post?: never;
        delete: operations["deleteTopic"];
        options?: never;
        head?: never;
        patch: operations["editTopic"];
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/best-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["acceptAnswer"];
        post?: never;
        delete: operations["withdrawAnswer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/bookmark": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["bookmarkTopic"];
        post?: never;
        delete: operations["unbookmarkTopic"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["followTopic"];
        post?: never;
        delete: operations["unfollowTopic"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getTopicHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/like": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["likeTopic"];
        post?: never;
        delete: operations["unlikeTopic"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/posts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPosts"];
        put?: never;
        post: operations["writePost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["readTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/forums/topics/{topic_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["restoreTopic"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["sendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getInvitationStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/validate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["validateInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getInvitation"];
        put?: never;
        post?: never;
        delete: operations["cancelInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitation_id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getLimits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/moderation/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/moderation/reports/{report_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["resolveReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getNotificationPreferences"];
        put: operations["putNotificationPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["readAllNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unread-count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getUnreadCount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/unsubscribe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["unsubscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{notification_id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["readNotification"];
        trace?: never;
    };
    "/api/v1/organizations/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMyOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["editMyOrganization"];
        trace?: never;
    };
    "/api/v1/organizations/me/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOrganizationAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/me/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["putMyLogo"];
        delete: operations["deleteMyLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOrganizationStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organizations/{organization_id}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getOrganizationLogo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/expertise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listExpertise"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{user_id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["blockPerson"];
        post?: never;
        delete: operations["unblockPerson"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/public/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getPublicFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["createReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{report_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["listUsers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch: operations["editMe"];
        trace?: never;
    };
    "/api/v1/users/me/erasure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["eraseMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getExport"];
        put?: never;
        post: operations["requestExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/export/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post: operations["downloadExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put: operations["putMyPicture"];
        post?: never;
        delete: operations["deleteMyPicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete: operations["deleteUser"];
        options?: never;
        head?: never;
        patch: operations["editUser"];
        trace?: never;
    };
    "/api/v1/users/{user_id}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get: operations["getUserPicture"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete: operations["endUserSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptInvitation: {
            first_name: string;
            last_name: string;
            /** Format: password */
            password: string;
            token: string;
        };
        AccessTokenDetails: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            last_used_at: string | null;
            name: string;
            scopes: string[];
        };
        /** @enum {string} */
        Action: "signed_in" | "sign_in_refused" | "proof_refused" | "access_denied" | "account_opened" | "password_changed" | "password_reset" | "email_change_requested" | "email_changed" | "second_factor_on" | "second_factor_off" | "token_created" | "token_ended" | "invitation_sent" | "invitation_resent" | "invitation_cancelled" | "invitation_accepted" | "role_changed" | "status_changed" | "user_removed" | "sessions_ended" | "operator_granted" | "operator_withdrawn" | "organization_changed" | "topic_edited" | "topic_removed" | "post_edited" | "post_removed" | "file_described" | "file_removed" | "topic_warned" | "post_warned" | "report_resolved" | "export_requested" | "export_downloaded" | "erasure_requested" | "account_erased";
        Attachment: {
            description: string;
            duration: number | null;
            height: number | null;
            id: string;
            media_type: string;
            name: string;
            placeholder: string | null;
            size: number;
            status: components["schemas"]["FileStatus"];
            url: string;
            variants: components["schemas"]["VariantDetails"][];
            width: number | null;
        };
        /** @enum {string} */
        Audience: "public" | "network" | "organization" | "private";
        AuditDetails: {
            action: components["schemas"]["Action"];
            actor: components["schemas"]["AuditParty"] | null;
            /** Format: date-time */
            at: string;
            details: {
                [key: string]: string;
            };
            id: string;
            network: string;
            organization_id: string | null;
            request_id: string | null;
            subject: components["schemas"]["AuditParty"] | null;
        };
        AuditParty: {
            display_name: string | null;
            id: string;
        };
        BestAnswer: {
            post_id: string;
        };
        Blocked: {
            blocked: boolean;
        };
        BodyLimits: {
            max_bytes: number;
            max_seconds: number;
            media_types: string[];
        };
        Bookmarked: {
            bookmarked: boolean;
            count: number;
        };
        BudgetLimits: {
            operations: string[] | null;
            per: string;
            times: number;
            within_seconds: number;
        };
        CategoryCard: {
            colour: string;
            id: string;
            name: string;
            name_ar: string;
            slug: string;
        };
        CategoryChanges: {
            colour?: string;
            description?: string;
            description_ar?: string;
            name?: string;
            name_ar?: string;
            position?: number;
            slug?: string;
        };
        CategoryDetails: {
            colour: string;
            description: string;
            description_ar: string;
            id: string;
            name: string;
            name_ar: string;
            position: number;
            slug: string;
            topic_count: number;
            version: number;
        };
        ChangeEmail: {
            /** Format: email */
            new_email: string;
        };
        ChangePassword: {
            /** Format: password */
            current_password: string;
            /** Format: password */
            new_password: string;
        };
        /** @enum {string} */
        ClientErrorKind: "error" | "rejection" | "chunk";
        ClientErrorReport: {
            build: string;
            kind: components["schemas"]["ClientErrorKind"];
            message: string;
            source?: string | null;
            where: string;
        };
        /** @enum {string} */
        Complaint: "spam" | "abuse" | "off_topic" | "dangerous" | "confidential" | "other";
        Component: {
            detail: string;
            latency_ms: number;
            status: string;
        };
        ConfirmEmail: {
            token: string;
        };
        ConfirmSecondFactor: {
            code: string;
        };
        /** @enum {string} */
        Contributions: "keep_anonymous" | "delete";
        DetailedHealth: {
            components: {
                [key: string]: components["schemas"]["Component"];
            };
            status: string;
            version: string;
        };
        Difference: {
            after: string;
            before: string;
            field: string;
            pieces: components["schemas"]["Piece"][];
        };
        DraftDetails: {
            body: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            created_at: string;
            key: string;
            sequence: number;
            /** Format: date-time */
            updated_at: string;
            version: number;
        };
        EditDetails: {
            differences: components["schemas"]["Difference"][];
            /** Format: date-time */
            edited_at: string;
            editor: components["schemas"]["PersonCard"];
            id: string;
            version: number;
        };
        /** @enum {string} */
        Email: "off" | "instant";
        EmailChangeState: {
            email: string;
            status: string;
        };
        Enrolment: {
            otpauth_uri: string;
            secret: string;
        };
        EraseMe: {
            contributions: components["schemas"]["Contributions"];
        };
        ErasureDetails: {
            contributions: components["schemas"]["Contributions"];
            id: string;
            progress: number;
            /** Format: date-time */
            requested_at: string;
            result_url: string | null;
            status: components["schemas"]["JobStatus"];
        };
        Expertise: {
            people: number;
            tag: string;
        };
        ExportDetails: {
            /** Format: date-time */
            expires_at: string;
            id: string;
            progress: number;
            ready_at: string | null;
            /** Format: date-time */
            requested_at: string;
            result_url: string | null;
            size: number;
            status: components["schemas"]["JobStatus"];
        };
        ExportToken: {
            token: string;
        };
        FieldLimits: {
            choices: string[] | null;
            fields: {
                [key: string]: components["schemas"]["FieldLimits"];
            } | null;
            format: string | null;
            items: components["schemas"]["FieldLimits"] | null;
            maximum: number | null;
            minimum: number | null;
            nullable: boolean;
            pattern: string | null;
            required: boolean;
            type: string;
        };
        FieldProblem: {
            code: string;
            field: string;
            message: string;
        };
        FileChanges: {
            description?: string;
        };
        FileDetails: {
            audience: components["schemas"]["Audience"];
            /** Format: date-time */
            created_at: string;
            description: string;
            duration: number | null;
            expires_at: string | null;
            height: number | null;
            id: string;
            media_type: string;
            name: string;
            placeholder: string | null;
            purpose: components["schemas"]["Purpose"];
            rejection: components["schemas"]["Rejection"] | null;
            sha256: string | null;
            size: number;
            status: components["schemas"]["FileStatus"];
            url: string;
            variants: components["schemas"]["VariantDetails"][];
            version: number;
            width: number | null;
        };
        FileLimits: {
            max_bytes: number;
            max_frames: number;
            max_pixels: number;
            max_unpacked_bytes: number;
            max_upload_bytes: number;
            max_video_seconds: number;
            media_types: {
                [key: string]: string[];
            };
        };
        /** @enum {string} */
        FileStatus: "uploading" | "processing" | "ready" | "rejected";
        Followed: {
            count: number;
            following: boolean;
        };
        ForgotPassword: {
            /** Format: email */
            email: string;
        };
        Health: {
            status: string;
            version: string;
        };
        Highlight: {
            body: string;
            title: string;
        };
        /** @enum {string} */
        Industry: "electronics" | "automotive" | "plastics" | "textiles" | "food_beverage" | "pharmaceuticals" | "chemicals" | "metals" | "aerospace" | "construction_materials" | "energy" | "logistics" | "agriculture" | "technology" | "other";
        InvitationDetails: {
            accepted_at: string | null;
            /** Format: date-time */
            created_at: string;
            email: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            inviter: components["schemas"]["PersonCard"];
            message: string | null;
            role: components["schemas"]["Role"];
            status: components["schemas"]["InvitationStatus"];
            version: number;
        };
        InvitationLine: {
            email: string;
            role?: string;
        };
        InvitationOffer: {
            email: string;
            /** Format: date-time */
            expires_at: string;
            inviter: components["schemas"]["PersonCard"];
            organization: components["schemas"]["OrganizationCard"];
            role: components["schemas"]["Role"];
        };
        InvitationStats: {
            acceptance_rate: number | null;
            accepted: number;
            cancelled: number;
            expired: number;
            pending: number;
            sent: number;
        };
        /** @enum {string} */
        InvitationStatus: "pending" | "accepted" | "cancelled" | "expired";
        InvitationToken: {
            token: string;
        };
        IssuedAccessToken: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            last_used_at: string | null;
            name: string;
            scopes: string[];
            token: string;
        };
        /** @enum {string} */
        JobStatus: "pending" | "ready" | "expired";
        KeyLimits: {
            kept_seconds: number;
            max_length: number;
        };
        /** @enum {string} */
        Kind: "reply" | "followed_topic" | "mention" | "best_answer" | "like" | "moderation" | "report";
        /** @enum {string} */
        Language: "en" | "ar";
        LastPost: {
            author: components["schemas"]["PersonCard"];
            /** Format: date-time */
            created_at: string;
            id: string;
        };
        Liked: {
            count: number;
            liked: boolean;
        };
        Limits: {
            body: components["schemas"]["BodyLimits"];
            budgets: {
                [key: string]: components["schemas"]["BudgetLimits"];
            };
            files: {
                [key: string]: components["schemas"]["FileLimits"];
            };
            idempotency_key: components["schemas"]["KeyLimits"];
            inputs: {
                [key: string]: {
                    [key: string]: components["schemas"]["FieldLimits"];
                };
            };
            queries: {
                [key: string]: {
                    [key: string]: components["schemas"]["FieldLimits"];
                };
            };
        };
        /** @enum {string} */
        LineOutcome: "invited" | "valid" | "refused";
        LineResult: {
            code: string | null;
            email: string;
            invitation: components["schemas"]["InvitationDetails"] | null;
            line: number;
            outcome: components["schemas"]["LineOutcome"];
        };
        LineResults: {
            dry_run: boolean;
            invited: number;
            refused: number;
            results: components["schemas"]["LineResult"][];
        };
        Location: {
            lat: number;
            lng: number;
        };
        LogIn: {
            email: string;
            /** Format: password */
            password: string;
            remember_me?: boolean;
        };
        MemberChanges: {
            role?: components["schemas"]["Role"];
            status?: components["schemas"]["UserStatus"];
            title?: string | null;
        };
        /** @enum {string} */
        MemberSort: "name" | "newest" | "last_seen";
        NewAccessToken: {
            expires_in_days?: number;
            name: string;
            scopes: components["schemas"]["Scope"][];
        };
        NewCategory: {
            colour?: string;
            description?: string;
            description_ar?: string;
            name: string;
            name_ar: string;
            position?: number | null;
            slug?: string | null;
        };
        NewDraft: {
            body: Record<string, never>;
            sequence: number;
        };
        NewInvitation: {
            /** Format: email */
            email: string;
            message?: string | null;
            role?: components["schemas"]["Role"];
        };
        NewInvitations: {
            dry_run?: boolean;
            invitations: components["schemas"]["InvitationLine"][];
        };
        NewOrganization: {
            city?: string | null;
            country?: string | null;
            industry?: components["schemas"]["Industry"] | null;
            name: string;
            size?: components["schemas"]["Size"] | null;
        };
        NewPost: {
            attachment_ids?: string[];
            body: string;
            draft_key?: string | null;
            parent_id?: string | null;
        };
        NewPreview: {
            body: string;
        };
        NewReport: {
            details?: string;
            reason: components["schemas"]["Complaint"];
            target_id: string;
            target_type: components["schemas"]["Target"];
        };
        NewTopic: {
            attachment_ids?: string[];
            body: string;
            category_id: string;
            draft_key?: string | null;
            tags?: string[];
            title: string;
            visibility?: components["schemas"]["Visibility"];
        };
        NotificationDetails: {
            actor: components["schemas"]["PersonCard"] | null;
            count: number;
            /** Format: date-time */
            happened_at: string;
            id: string;
            outcome: components["schemas"]["Verdict"] | null;
            post_id: string | null;
            read: boolean;
            reason: string | null;
            topic: components["schemas"]["TopicCard"];
            type: components["schemas"]["Kind"];
        };
        OpenSession: {
            address: string;
            /** Format: date-time */
            created_at: string;
            current: boolean;
            device: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /** Format: date-time */
            idle_expires_at: string;
            /** Format: date-time */
            last_used_at: string;
            remember_me: boolean;
        };
        OrganizationCard: {
            id: string;
            logo: components["schemas"]["Picture"] | null;
            name: string;
        };
        OrganizationChanges: {
            address?: string | null;
            city?: string | null;
            country?: string | null;
            description?: string | null;
            email_domains?: string[];
            industry?: components["schemas"]["Industry"] | null;
            location?: components["schemas"]["Location"] | null;
            name?: string;
            name_ar?: string | null;
            phone?: string | null;
            require_second_factor?: boolean;
            require_use_case_approval?: boolean;
            size?: components["schemas"]["Size"] | null;
            website?: string | null;
        };
        OrganizationDetails: {
            address: string | null;
            city: string | null;
            country: string | null;
            /** Format: date-time */
            created_at: string;
            description: string | null;
            email_domains: string[];
            id: string;
            industry: components["schemas"]["Industry"] | null;
            location: components["schemas"]["Location"] | null;
            logo: components["schemas"]["Picture"] | null;
            member_count: number;
            name: string;
            name_ar: string | null;
            phone: string | null;
            settings: components["schemas"]["OrganizationSettings"];
            size: components["schemas"]["Size"] | null;
            slug: string;
            status: components["schemas"]["OrganizationStatus"];
            version: number;
            website: string | null;
        };
        OrganizationProfile: {
            city: string | null;
            country: string | null;
            description: string | null;
            id: string;
            industry: components["schemas"]["Industry"] | null;
            logo: components["schemas"]["Picture"] | null;
            member_count: number;
            name: string;
            name_ar: string | null;
            size: components["schemas"]["Size"] | null;
            slug: string;
            website: string | null;
        };
        OrganizationSettings: {
            allow_public_use_cases: boolean;
            require_second_factor: boolean;
            require_use_case_approval: boolean;
        };
        OrganizationStats: {
            active_users: number;
            messages_sent: number;
            posts: number;
            range: components["schemas"]["StatsRange"];
            since: string | null;
            storage: components["schemas"]["StorageFigures"];
            topics: number;
            use_cases: components["schemas"]["UseCaseFigures"];
            users: components["schemas"]["UserFigures"];
        };
        /** @enum {string} */
        OrganizationStatus: "active" | "suspended";
        /** @enum {string} */
        Outcome: "dismissed" | "warned" | "removed";
        OwnReport: {
            /** Format: date-time */
            created_at: string;
            details: string;
            id: string;
            outcome: components["schemas"]["Outcome"] | null;
            reason: components["schemas"]["Complaint"];
            resolved_at: string | null;
            status: components["schemas"]["ReportStatus"];
            target_id: string;
            target_type: components["schemas"]["Target"];
            version: number;
        };
        PersonCard: {
            display_name: string;
            id: string;
            organization: components["schemas"]["OrganizationCard"];
            picture: components["schemas"]["Picture"] | null;
        };
        PersonDetails: {
            bio: string | null;
            blocked: boolean;
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email: string;
            email_verified: boolean;
            expertise_tags: string[];
            first_name: string;
            id: string;
            language: components["schemas"]["Language"];
            last_name: string;
            last_seen_at: string | null;
            organization: components["schemas"]["OrganizationCard"];
            phone: string | null;
            picture: components["schemas"]["Picture"] | null;
            reputation: number;
            role: components["schemas"]["Role"];
            status: components["schemas"]["UserStatus"];
            timezone: string;
            title: string | null;
            version: number;
        };
        PersonProfile: {
            bio: string | null;
            blocked: boolean;
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email_verified: boolean;
            expertise_tags: string[];
            first_name: string;
            id: string;
            language: components["schemas"]["Language"];
            last_name: string;
            last_seen_at: string | null;
            organization: components["schemas"]["OrganizationCard"];
            picture: components["schemas"]["Picture"] | null;
            reputation: number;
            role: components["schemas"]["Role"];
            status: components["schemas"]["UserStatus"];
            timezone: string;
            title: string | null;
            version: number;
        };
        Picture: {
            large: string;
            medium: string;
            small: string;
        };
        /** @enum {string} */
        PictureSize: "small" | "medium" | "large";
        Piece: {
            kind: components["schemas"]["PieceKind"];
            text: string;
        };
        /** @enum {string} */
        PieceKind: "kept" | "removed" | "added";
        PostChanges: {
            attachment_ids?: string[];
            body?: string;
            draft_key?: string;
            reason?: string;
        };
        PostDetails: {
            attachments: components["schemas"]["Attachment"][];
            author: components["schemas"]["PersonCard"];
            best_answer: boolean;
            body: string | null;
            body_html: string | null;
            /** Format: date-time */
            created_at: string;
            deleted: boolean;
            depth: number;
            edited_at: string | null;
            id: string;
            like_count: number;
            parent_id: string | null;
            replies: {
                items: components["schemas"]["PostDetails"][];
                next_cursor: string | null;
                total?: number;
            };
            reply_count: number;
            seq: number;
            topic_id: string;
            version: number;
            viewer: components["schemas"]["PostViewer"];
        };
        /** @enum {string} */
        PostSort: "oldest" | "newest" | "top";
        PostViewer: {
            can_delete: boolean;
            can_edit: boolean;
            liked: boolean;
        };
        Preference: {
            email: components["schemas"]["Email"];
            in_app: boolean;
        };
        Preferences: {
            best_answer: components["schemas"]["Preference"];
            followed_topic: components["schemas"]["Preference"];
            like: components["schemas"]["Preference"];
            mention: components["schemas"]["Preference"];
            moderation: components["schemas"]["Preference"];
            reply: components["schemas"]["Preference"];
            report: components["schemas"]["Preference"];
        };
        PreferencesChanges: {
            best_answer?: components["schemas"]["Preference"];
            followed_topic?: components["schemas"]["Preference"];
            like?: components["schemas"]["Preference"];
            mention?: components["schemas"]["Preference"];
            moderation?: components["schemas"]["Preference"];
            reply?: components["schemas"]["Preference"];
            report?: components["schemas"]["Preference"];
        };
        Preview: {
            body_html: string;
        };
        Problem: {
            challenge?: string;
            /** @enum {string} */
            code: "account_inactive" | "already_invited" | "already_member" | "already_reported" | "category_not_empty" | "checksum_mismatch" | "conflict" | "cross_origin" | "draft_outdated" | "email_not_verified" | "email_taken" | "file_in_use" | "file_not_ready" | "file_rejected" | "forbidden" | "idempotency_key_reused" | "internal" | "invalid_credentials" | "invalid_cursor" | "invitation_closed" | "last_admin" | "malformed_json" | "malformed_request" | "method_not_allowed" | "misdirected_request" | "not_found" | "not_yourself" | "offset_mismatch" | "payload_too_large" | "quota_exceeded" | "range_not_satisfiable" | "rate_limited" | "reauth_required" | "report_resolved" | "request_timeout" | "restore_expired" | "second_factor_on" | "second_factor_required" | "slug_taken" | "token_expired" | "token_invalid" | "token_used" | "too_many_drafts" | "too_many_tokens" | "topic_locked" | "tus_version" | "unauthenticated" | "unavailable" | "unsupported_media_type" | "upload_busy" | "upload_finished" | "validation_failed" | "version_conflict";
            detail: string;
            draft?: Record<string, never>;
            errors?: components["schemas"]["FieldProblem"][];
            request_id: string;
            status: number;
            title: string;
            /** Format: uri-reference */
            type: string;
            version?: number;
        };
        ProfileChanges: {
            bio?: string | null;
            expertise_tags?: string[];
            first_name?: string;
            language?: components["schemas"]["Language"];
            last_name?: string;
            phone?: string | null;
            timezone?: string;
            title?: string | null;
        };
        PublicFigures: {
            answered: number | null;
            organizations: number | null;
            people: number | null;
            replies: number | null;
            topics: number | null;
        };
        /** @enum {string} */
        Purpose: "attachment" | "use_case_media" | "document" | "picture" | "logo";
        QueueDetails: {
            dead: number;
            depth: number;
            failing: number;
            in_flight: number;
            name: string;
            oldest_at: string | null;
            waiting: number;
        };
        ReadAll: {
            category?: string | null;
        };
        ReadNotifications: {
            count: number;
        };
        ReadTopics: {
            count: number;
        };
        ReadUpTo: {
            seq: number;
        };
        Reauthenticate: {
            code?: string | null;
            password?: string | null;
        };
        RecoveryCodes: {
            recovery_codes: string[];
        };
        Refreshed: {
            session: components["schemas"]["SessionDetails"];
        };
        Rejection: {
            code: string;
            message: string;
        };
        Removal: {
            reason?: string | null;
        };
        ReportDetails: {
            author: components["schemas"]["PersonCard"];
            /** Format: date-time */
            created_at: string;
            deleted: boolean;
            details: string;
            excerpt: string;
            id: string;
            outcome: components["schemas"]["Outcome"] | null;
            reason: components["schemas"]["Complaint"];
            reporter: components["schemas"]["PersonCard"] | null;
            resolution: string | null;
            resolved_at: string | null;
            resolved_by: components["schemas"]["PersonCard"] | null;
            status: components["schemas"]["ReportStatus"];
            target_id: string;
            target_type: components["schemas"]["Target"];
            topic_id: string;
            topic_title: string;
            version: number;
        };
        /** @enum {string} */
        ReportSort: "oldest" | "newest";
        /** @enum {string} */
        ReportStatus: "open" | "resolved";
        ResendVerification: {
            /** Format: email */
            email: string;
        };
        ResetPassword: {
            /** Format: password */
            password: string;
            token: string;
        };
        ResetSent: {
            email: string;
            status: string;
        };
        Resolution: {
            outcome: components["schemas"]["Outcome"];
            reason: string;
        };
        /** @enum {string} */
        Role: "admin" | "member";
        ScheduleDetails: {
            cron: string;
            last_at: string | null;
            last_result: string;
            name: string;
            /** Format: date-time */
            next_at: string;
            zone: string;
        };
        /** @enum {string} */
        Scope: "read" | "write" | "admin";
        SearchHit: {
            highlight: components["schemas"]["Highlight"];
            post_id: string | null;
            topic: components["schemas"]["TopicSummary"];
        };
        /** @enum {string} */
        SearchSort: "relevance" | "newest";
        SecondStep: {
            challenge: string;
            code: string;
        };
        SessionDetails: {
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            expires_at: string;
            id: string;
            /** Format: date-time */
            idle_expires_at: string;
            remember_me: boolean;
        };
        SessionOverview: {
            operator: boolean;
            organization: components["schemas"]["OrganizationDetails"];
            second_factor: boolean;
            session: components["schemas"]["SessionDetails"];
            user: components["schemas"]["UserDetails"];
        };
        SignUp: {
            /** Format: email */
            email: string;
            first_name: string;
            last_name: string;
            organization: components["schemas"]["NewOrganization"];
            /** Format: password */
            password: string;
        };
        /** @enum {string} */
        Size: "1-10" | "11-50" | "51-200" | "201-1000" | "1000+";
        /** @enum {string} */
        StatsRange: "7d" | "30d" | "90d" | "all";
        StorageFigures: {
            quota: number;
            used: number;
        };
        /** @enum {string} */
        Target: "topic" | "post";
        TaskDetails: {
            aggregate: string;
            attempts: number;
            event: string;
            given_up_at: string | null;
            /** Format: date-time */
            happened_at: string;
            id: string;
            lost: number;
            next_attempt_at: string | null;
            reason: string;
            state: components["schemas"]["TaskState"];
            worker: string | null;
        };
        /** @enum {string} */
        TaskState: "waiting" | "in_flight" | "failing" | "dead";
        TasksOverview: {
            dead_letters: {
                items: components["schemas"]["TaskDetails"][];
                next_cursor: string | null;
                total?: number;
            };
            depth: number;
            failures: components["schemas"]["TaskDetails"][];
            queues: components["schemas"]["QueueDetails"][];
            schedules: components["schemas"]["ScheduleDetails"][];
        };
        TopicCard: {
            id: string;
            title: string;
        };
        TopicChanges: {
            attachment_ids?: string[];
            body?: string;
            category_id?: string;
            draft_key?: string;
            locked?: boolean;
            pinned?: boolean;
            reason?: string;
            tags?: string[];
            title?: string;
        };
        TopicDetails: {
            answered: boolean;
            attachments: components["schemas"]["Attachment"][];
            author: components["schemas"]["PersonCard"];
            best_answer_id: string | null;
            body: string;
            body_html: string;
            category: components["schemas"]["CategoryCard"];
            /** Format: date-time */
            created_at: string;
            excerpt: string;
            follower_count: number;
            id: string;
            /** Format: date-time */
            last_activity_at: string;
            last_post: components["schemas"]["LastPost"] | null;
            like_count: number;
            locked: boolean;
            organization: components["schemas"]["OrganizationCard"];
            pinned: boolean;
            post_count: number;
            tags: string[];
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
            view_count: number;
            viewer: components["schemas"]["TopicViewer"];
            visibility: components["schemas"]["Visibility"];
        };
        /** @enum {string} */
        TopicSort: "latest" | "newest" | "top" | "hot" | "unanswered";
        TopicSummary: {
            answered: boolean;
            author: components["schemas"]["PersonCard"];
            best_answer_id: string | null;
            category: components["schemas"]["CategoryCard"];
            /** Format: date-time */
            created_at: string;
            excerpt: string;
            follower_count: number;
            id: string;
            /** Format: date-time */
            last_activity_at: string;
            last_post: components["schemas"]["LastPost"] | null;
            like_count: number;
            locked: boolean;
            organization: components["schemas"]["OrganizationCard"];
            pinned: boolean;
            post_count: number;
            tags: string[];
            title: string;
            /** Format: date-time */
            updated_at: string;
            version: number;
            view_count: number;
            viewer: components["schemas"]["TopicViewer"];
            visibility: components["schemas"]["Visibility"];
        };
        TopicViewer: {
            bookmarked: boolean;
            can_delete: boolean;
            can_edit: boolean;
            can_mark_best: boolean;
            following: boolean;
            liked: boolean;
            unread_count: number;
        };
        UnreadCount: {
            messages: number;
            notifications: number;
        };
        Unsubscribe: {
            token: string;
        };
        Unsubscribed: {
            email: components["schemas"]["Email"];
            type: components["schemas"]["Kind"];
        };
        UseCaseFigures: {
            archived: number;
            draft: number;
            published: number;
            rejected: number;
            submitted: number;
            unpublished: number;
        };
        UserDetails: {
            bio: string | null;
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email: string;
            email_verified: boolean;
            expertise_tags: string[];
            first_name: string;
            id: string;
            language: components["schemas"]["Language"];
            last_name: string;
            last_seen_at: string | null;
            organization: components["schemas"]["OrganizationCard"];
            phone: string | null;
            picture: components["schemas"]["Picture"] | null;
            reputation: number;
            role: components["schemas"]["Role"];
            status: components["schemas"]["UserStatus"];
            timezone: string;
            title: string | null;
            version: number;
        };
        UserFigures: {
            active: number;
            admins: number;
            inactive: number;
            members: number;
            total: number;
        };
        UserProfile: {
            bio: string | null;
            /** Format: date-time */
            created_at: string;
            display_name: string;
            email_verified: boolean;
            expertise_tags: string[];
            first_name: string;
            id: string;
            language: components["schemas"]["Language"];
            last_name: string;
            last_seen_at: string | null;
            organization: components["schemas"]["OrganizationCard"];
            picture: components["schemas"]["Picture"] | null;
            reputation: number;
            role: components["schemas"]["Role"];
            status: components["schemas"]["UserStatus"];
            timezone: string;
            title: string | null;
            version: number;
        };
        /** @enum {string} */
        UserStatus: "active" | "inactive";
        VariantDetails: {
            height: number;
            media_type: string;
            name: string;
            url: string;
            width: number;
        };
        /** @enum {string} */
        Verdict: "edited" | "removed" | "warned" | "moved" | "locked" | "dismissed";
        VerificationSent: {
            email: string;
            status: string;
        };
        Verified: {
            organization: components["schemas"]["OrganizationDetails"];
            user: components["schemas"]["UserDetails"];
        };
        VerifyEmail: {
            token: string;
        };
        /** @enum {string} */
        Visibility: "network" | "organization";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAudit: {
        parameters: {
            query?: {
                action?: components["schemas"]["Action"];
                actor?: string;
                from?: string;
                to?: string;
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getTasks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TasksOverview"];
                };
            };
        };
    };
    retryTask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                task_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaskDetails"];
                };
            };
        };
    };
    changeEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeEmail"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailChangeState"];
                };
            };
        };
    };
    confirmEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmEmail"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmailChangeState"];
                };
            };
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResendVerification"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationSent"];
                };
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyEmail"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LogIn"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOverview"];
                };
            };
        };
    };
    logInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondStep"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOverview"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgotPassword"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResetSent"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPassword"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reauthenticate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Reauthenticate"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    setUpSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Enrolment"];
                };
            };
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmSecondFactor"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCodes"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOverview"];
                };
            };
        };
    };
    refreshSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refreshed"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OpenSession"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    signUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUp"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationSent"];
                };
            };
        };
    };
    listAccessTokens: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AccessTokenDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    createAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAccessToken"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedAccessToken"];
                };
            };
        };
    };
    endAccessToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    reportClientError: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientErrorReport"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listDrafts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DraftDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftDetails"];
                };
            };
        };
    };
    putDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewDraft"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftDetails"];
                };
            };
        };
    };
    deleteDraft: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    uploadFile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string;
                    /** @enum {string} */
                    purpose: "attachment" | "use_case_media" | "document";
                };
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDetails"];
                };
            };
        };
    };
    announceUpload: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDetails"];
                };
            };
        };
    };
    getUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDetails"];
                };
            };
        };
    };
    abandonUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    continueUpload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDetails"];
                };
            };
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editFile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FileChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FileDetails"];
                };
            };
        };
    };
    getFileContent: {
        parameters: {
            query?: {
                variant?: string;
            };
            header?: never;
            path: {
                file_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "*/*": string;
                };
            };
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listCategories: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CategoryDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    createCategory: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCategory"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryDetails"];
                };
            };
        };
    };
    getCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryDetails"];
                };
            };
        };
    };
    deleteCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editCategory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                category_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CategoryChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CategoryDetails"];
                };
            };
        };
    };
    getPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostDetails"];
                };
            };
        };
    };
    deletePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Removal"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editPost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostDetails"];
                };
            };
        };
    };
    getPostHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path: {
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EditDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    likePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liked"];
                };
            };
        };
    };
    unlikePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liked"];
                };
            };
        };
    };
    restorePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                post_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostDetails"];
                };
            };
        };
    };
    previewText: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPreview"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
        };
    };
    readAllTopics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadAll"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadTopics"];
                };
            };
        };
    };
    searchForum: {
        parameters: {
            query: {
                q: string;
                category?: string;
                tag?: string;
                author?: string;
                answered?: boolean;
                from?: string;
                to?: string;
                sort?: components["schemas"]["SearchSort"];
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SearchHit"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    listSimilarTopics: {
        parameters: {
            query: {
                title: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TopicSummary"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    listTopics: {
        parameters: {
            query?: {
                category?: string;
                author?: string;
                organization?: string;
                tag?: string;
                answered?: boolean;
                pinned?: boolean;
                bookmarked?: boolean;
                following?: boolean;
                q?: string;
                sort?: components["schemas"]["TopicSort"];
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TopicSummary"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    startTopic: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTopic"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicDetails"];
                };
            };
        };
    };
    getTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicDetails"];
                };
            };
        };
    };
    deleteTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Removal"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TopicChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicDetails"];
                };
            };
        };
    };
    acceptAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BestAnswer"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicDetails"];
                };
            };
        };
    };
    withdrawAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicDetails"];
                };
            };
        };
    };
    bookmarkTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bookmarked"];
                };
            };
        };
    };
    unbookmarkTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bookmarked"];
                };
            };
        };
    };
    followTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
        };
    };
    unfollowTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Followed"];
                };
            };
        };
    };
    getTopicHistory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EditDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    likeTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liked"];
                };
            };
        };
    };
    unlikeTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Liked"];
                };
            };
        };
    };
    listPosts: {
        parameters: {
            query?: {
                parent_id?: string;
                sort?: components["schemas"]["PostSort"];
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PostDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    writePost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPost"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PostDetails"];
                };
            };
        };
    };
    readTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadUpTo"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicDetails"];
                };
            };
        };
    };
    restoreTopic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                topic_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicDetails"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                status?: components["schemas"]["InvitationStatus"];
                q?: string;
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InvitationDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptInvitation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOverview"];
                };
            };
        };
    };
    sendInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitations"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineResults"];
                };
            };
        };
    };
    sendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewInvitation"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationDetails"];
                };
            };
        };
    };
    getInvitationStats: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationStats"];
                };
            };
        };
    };
    validateInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvitationToken"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOffer"];
                };
            };
        };
    };
    getInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationDetails"];
                };
            };
        };
    };
    cancelInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    resendInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationDetails"];
                };
            };
        };
    };
    getLimits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Limits"];
                };
            };
        };
    };
    listReports: {
        parameters: {
            query?: {
                status?: components["schemas"]["ReportStatus"];
                target_type?: components["schemas"]["Target"];
                reason?: components["schemas"]["Complaint"];
                sort?: components["schemas"]["ReportSort"];
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReportDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    resolveReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Resolution"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportDetails"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                unread?: boolean;
                type?: components["schemas"]["Kind"];
                since?: string;
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["NotificationDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
        };
    };
    putNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
        };
    };
    readAllNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadNotifications"];
                };
            };
        };
    };
    getUnreadCount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCount"];
                };
            };
        };
    };
    unsubscribe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Unsubscribe"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unsubscribed"];
                };
            };
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                notification_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationDetails"];
                };
            };
        };
    };
    getMyOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationDetails"];
                };
            };
        };
    };
    editMyOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrganizationChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationDetails"];
                };
            };
        };
    };
    getOrganizationAudit: {
        parameters: {
            query?: {
                action?: components["schemas"]["Action"];
                actor?: string;
                from?: string;
                to?: string;
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    putMyLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationDetails"];
                };
            };
        };
    };
    deleteMyLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getOrganizationStats: {
        parameters: {
            query?: {
                range?: components["schemas"]["StatsRange"];
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationStats"];
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganizationProfile"];
                };
            };
        };
    };
    getOrganizationLogo: {
        parameters: {
            query?: {
                size?: components["schemas"]["PictureSize"];
            };
            header?: never;
            path: {
                organization_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    listPeople: {
        parameters: {
            query?: {
                q?: string;
                expertise?: string;
                industry?: components["schemas"]["Industry"];
                city?: string;
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UserProfile"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    listExpertise: {
        parameters: {
            query?: {
                q?: string;
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Expertise"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    blockPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Blocked"];
                };
            };
        };
    };
    unblockPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Blocked"];
                };
            };
        };
    };
    getPublicFigures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicFigures"];
                };
            };
        };
    };
    createReport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReport"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnReport"];
                };
            };
        };
    };
    getReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                report_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnReport"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: {
                q?: string;
                role?: components["schemas"]["Role"];
                status?: components["schemas"]["UserStatus"];
                sort?: components["schemas"]["MemberSort"];
                limit?: number;
                cursor?: string;
                count?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UserDetails"][];
                        next_cursor: string | null;
                        total?: number;
                    };
                };
            };
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDetails"];
                };
            };
        };
    };
    editMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDetails"];
                };
            };
        };
    };
    eraseMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EraseMe"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasureDetails"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportDetails"];
                };
            };
        };
    };
    requestExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportDetails"];
                };
            };
        };
    };
    downloadExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportToken"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
        };
    };
    putMyPicture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    file: string;
                };
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDetails"];
                };
            };
        };
    };
    deleteMyPicture: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonDetails"] | components["schemas"]["PersonProfile"];
                };
            };
        };
    };
    deleteUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    editUser: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberChanges"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDetails"];
                };
            };
        };
    };
    getUserPicture: {
        parameters: {
            query?: {
                size?: components["schemas"]["PictureSize"];
            };
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": string;
                };
            };
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    endUserSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
