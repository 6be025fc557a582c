/** The pages about getting in. */
export { AcceptInvitation } from './AcceptInvitation'
export { ConfirmEmail, VerifyEmail } from './Verify'
export { ForgotPassword, ResetPassword } from './Reset'
export { LogIn } from './LogIn'
export { SignUp } from './SignUp'
