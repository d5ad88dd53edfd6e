/** A certificate for ferries.example.org that nobody but itself has signed, valid until 2120. Its key guards nothing. */
export const untrustedCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgAelCmRgx9kig50K0
QmMJ5Jlvhtk4OW1AGuag0FGDq0WhRANCAARrTksXYj417fQWMwqYiGA2NPSs20RO
JZtsaiqjQtY2wNrj+KY+RJ3g771C2qF++02mKuSgJUxe62D5hDCXWGwe
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBJjCBzAIBATAKBggqhkjOPQQDAjAeMRwwGgYDVQQDDBNmZXJyaWVzLmV4YW1w
bGUub3JnMCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAxMDAwMDAwWjAeMRwwGgYD
VQQDDBNmZXJyaWVzLmV4YW1wbGUub3JnMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEa05LF2I+Ne30FjMKmIhgNjT0rNtETiWbbGoqo0LWNsDa4/imPkSd4O+9Qtqh
fvtNpirkoCVMXutg+YQwl1hsHjAKBggqhkjOPQQDAgNJADBGAiEA3FYoBdODMMdg
JAQXzCub7yBXJWKRLwVAxvFeiP3C/7cCIQDhRtgF0nrehH0tJE70zyMoBoSFLLnx
5cX9wQRY84DICA==
-----END CERTIFICATE-----`,
};
