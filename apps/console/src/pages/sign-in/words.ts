import { translated } from '../../words/translate.ts'

export const SIGN_IN = translated(
  {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    submit: 'Sign in',
    or: 'or',
    organisation: 'Sign in with your organisation',
    code: 'Code of your authenticator app',
    codeHint: 'Six digits. Without the app, enter one of your recovery codes.',
    giveCode: 'Continue',
    mustSetUp: 'Your role must have a second factor. Set it up now; signing in goes on after it.',
    problems: {
      HF_OIDC_NOT_SET_UP: 'Signing in with the organisation is not set up. Sign in with a password.',
      HF_OIDC_FAILED:
        'Signing in with the organisation failed. Begin again; if it stays, tell an administrator: the server’s log says why.',
      HF_OIDC_REFUSED:
        'The organisation knows you, but you have no access here. Ask an administrator for a role or an invitation.',
      HF_TOO_MANY_ATTEMPTS: 'Too many attempts from your network. Wait some minutes.',
      other: 'Signing in with the organisation failed. Try again.',
    },
    link: {
      titles: {
        'first-administrator': 'Make the first administrator',
        invitation: 'Accept the invitation',
        password: 'Choose a new password',
      },
      abouts: {
        'first-administrator':
          'This link is good once. Whoever you enter here can do everything, and invite others.',
        invitation: 'Check your name, and choose the password that you sign in with.',
        password: 'All your sessions end, and you sign in with the new password.',
      },
      submits: {
        'first-administrator': 'Make administrator',
        invitation: 'Accept and sign in',
        password: 'Save and sign in',
      },
      name: 'Your name',
      until: (moment: string) => `The link is good once, until ${moment}.`,
      gone: 'This link is not good any more',
      goneWelcome:
        'It was used, or has expired. If there is no administrator yet, start the server again: it prints another one.',
      goneHint:
        'It was used, has expired, or was not copied whole. Ask an administrator of your organisation for a new one.',
      toSignIn: 'Go to sign-in',
    },
  },
  {
    title: 'Anmelden',
    email: 'E-Mail-Adresse',
    password: 'Kennwort',
    submit: 'Anmelden',
    or: 'oder',
    organisation: 'Mit Ihrer Organisation anmelden',
    code: 'Code Ihrer Authentifizierungs-App',
    codeHint: 'Sechs Ziffern. Ohne die App geben Sie einen Ihrer Wiederherstellungscodes ein.',
    giveCode: 'Weiter',
    mustSetUp:
      'Ihre Rolle braucht einen zweiten Faktor. Richten Sie ihn jetzt ein; danach geht die Anmeldung weiter.',
    problems: {
      HF_OIDC_NOT_SET_UP:
        'Die Anmeldung mit der Organisation ist nicht eingerichtet. Melden Sie sich mit einem Kennwort an.',
      HF_OIDC_FAILED:
        'Die Anmeldung mit der Organisation ist fehlgeschlagen. Beginnen Sie noch einmal; bleibt es dabei, sagen Sie es einem Administrator: Das Protokoll des Servers nennt den Grund.',
      HF_OIDC_REFUSED:
        'Die Organisation kennt Sie, aber Sie haben hier keinen Zugang. Bitten Sie einen Administrator um eine Rolle oder eine Einladung.',
      HF_TOO_MANY_ATTEMPTS: 'Zu viele Versuche aus Ihrem Netz. Warten Sie einige Minuten.',
      other: 'Die Anmeldung mit der Organisation ist fehlgeschlagen. Versuchen Sie es noch einmal.',
    },
    link: {
      titles: {
        'first-administrator': 'Ersten Administrator anlegen',
        invitation: 'Einladung annehmen',
        password: 'Neues Kennwort wählen',
      },
      abouts: {
        'first-administrator':
          'Dieser Link gilt einmal. Wen Sie hier eintragen, der darf alles und kann andere einladen.',
        invitation: 'Prüfen Sie Ihren Namen, und wählen Sie das Kennwort, mit dem Sie sich anmelden.',
        password: 'Alle Ihre Sitzungen enden, und Sie melden sich mit dem neuen Kennwort an.',
      },
      submits: {
        'first-administrator': 'Administrator anlegen',
        invitation: 'Annehmen und anmelden',
        password: 'Speichern und anmelden',
      },
      name: 'Ihr Name',
      until: (moment) => `Der Link gilt einmal, bis ${moment}.`,
      gone: 'Dieser Link gilt nicht mehr',
      goneWelcome:
        'Er wurde benutzt oder ist abgelaufen. Gibt es noch keinen Administrator, starten Sie den Server neu: Er gibt einen anderen aus.',
      goneHint:
        'Er wurde benutzt, ist abgelaufen oder wurde nicht ganz kopiert. Bitten Sie einen Administrator Ihrer Organisation um einen neuen.',
      toSignIn: 'Zur Anmeldung',
    },
  },
)
