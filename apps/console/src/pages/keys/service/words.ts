import { translated } from '../../../words/translate.ts'

export const SERVICE = translated(
  {
    about:
      'The key stays in the service; the server asks it to wrap and unwrap. It is tried before it is taken on.',
    which: 'Service',
    nameHint: 'How it is listed here.',
    fields: {
      keyId: 'Id or alias of the key',
      region: 'Region',
      keyUrl: 'Address of the key',
      address: 'Address of the server',
      key: 'Name of the key',
      mount: 'Mount path of the transit engine',
      namespace: 'Namespace',
    },
    signIn: {
      aws: 'The server signs in as the tools of AWS do: by its role, or by AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
      azure:
        'The server signs in as the tools of Azure do: by its managed identity, or by AZURE_CLIENT_ID and its fellows.',
      transit: 'The server’s token comes from VAULT_TOKEN in its environment.',
    },
    add: 'Try it and add',
    trying: 'Trying it …',
    added: (name: string) => `${name} holds keys from now on.`,
    addedAbout: 'Every vault gets its slot within minutes.',
  },
  {
    about:
      'Der Schlüssel bleibt im Dienst; der Server lässt dort ein- und auspacken. Der Dienst wird erprobt, bevor er zählt.',
    which: 'Dienst',
    nameHint: 'So steht er hier in der Liste.',
    fields: {
      keyId: 'Id oder Alias des Schlüssels',
      region: 'Region',
      keyUrl: 'Adresse des Schlüssels',
      address: 'Adresse des Servers',
      key: 'Name des Schlüssels',
      mount: 'Pfad der Transit-Engine',
      namespace: 'Namensraum',
    },
    signIn: {
      aws: 'Der Server meldet sich an wie die Werkzeuge von AWS: durch seine Rolle oder durch AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY.',
      azure:
        'Der Server meldet sich an wie die Werkzeuge von Azure: durch seine verwaltete Identität oder durch AZURE_CLIENT_ID und die übrigen Variablen.',
      transit: 'Das Token des Servers kommt aus VAULT_TOKEN in seiner Umgebung.',
    },
    add: 'Erproben und hinzufügen',
    trying: 'Wird erprobt …',
    added: (name) => `${name} hält von nun an Schlüssel.`,
    addedAbout: 'In wenigen Minuten hat jeder Tresor seinen Slot.',
  },
)
