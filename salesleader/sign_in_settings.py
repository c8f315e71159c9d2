"""Settings of who may come in, and how. Read by settings.py; the cookies of sessions are there."""

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from salesleader.single_sign_on import single_sign_on

env = Env()

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "organizations.sign_in.passwords.NoHouseWords"},
]
# Who may make an account without being invited: "open", "invited", or "first" (until there is an organization).
SIGN_UP = env.str("SIGN_UP", "first")
if SIGN_UP not in ("open", "invited", "first"):
    raise ImproperlyConfigured(f"SIGN_UP is {SIGN_UP!r}. It may be open, invited or first.")
ACCOUNT_ADAPTER = "organizations.sign_in.adapter.SignIn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
PASSWORD_RESET_TIMEOUT = 3600
# Limits on guessing are ours (organizations/sign_in/tries.py). These hold for what remains, by place or by account.
ACCOUNT_RATE_LIMITS = {
    "login": "",
    "login_failed": "",
    "request_login_code": "",
    "signup": "20/10m/ip",
    "confirm_email": "20/10m/ip",
    "reset_password": "30/10m/ip",
    "reset_password_from_key": "30/10m/ip",
    "change_password": "10/10m/user",
    "reauthenticate": "10/m/user",
    "manage_email": "10/m/user",
}
ACCOUNT_FORMS = {
    "request_login_code": "organizations.sign_in.forms.AskForCode",
    "change_password": "organizations.sign_in.forms.ChangePassword",
    "set_password": "organizations.sign_in.forms.SetPassword",
    "reset_password_from_key": "organizations.sign_in.forms.ReplacePassword",
    "confirm_login_code": "organizations.sign_in.forms.LoginCode",
    "confirm_email_verification_code": "organizations.sign_in.forms.AddressCode",
}
MFA_ADAPTER = "organizations.sign_in.factors.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_FORMS = {
    "authenticate": "organizations.sign_in.forms.SecondFactor",
    "reauthenticate": "organizations.sign_in.forms.SecondFactorAgain",
    "activate_totp": "organizations.sign_in.forms.SetUpApp",
    "add_webauthn": "organizations.sign_in.forms.SetUpPasskey",
    "login_webauthn": "organizations.sign_in.forms.PasskeySignIn",
}
SOCIALACCOUNT_ADAPTER = "organizations.sign_in.single_sign_on.SingleSignOn"
SOCIALACCOUNT_PROVIDERS = single_sign_on(env)
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": True, "length": 8}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
