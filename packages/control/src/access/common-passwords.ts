/** What the most common passwords are made of, in small letters; refused with whatever digits and signs around it. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  password passwort motdepasse contrasena senha parola haslo wachtwoord passw0rd p@ssword p@ssw0rd pa$$word pa$$w0rd
  passwordpassword mypassword thepassword newpassword changepassword defaultpassword
  qwerty qwertz azerty qwertyuiop qwertzuiop azertyuiop qwertyqwerty asdfghjkl asdfgh asdfasdf zxcvbnm yxcvbnm qazwsx
  qazwsxedc zaqxsw 1qaz2wsx 1qaz2wsx3edc 1qaz2wsx3edc4rfv 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6
  zaq12wsx zaq1xsw2 qwer1234 qwerasdf qwerasdfzxcv asdfqwer asdfghjklzxcvbnm qwertyuiopasdfghjkl 1a2b3c4d 1a2b3c4d5e6f a1b2c3d4 a1b2c3d4e5f6
  abc abcd abcdef abcdefg abcdefgh abcdefghijkl abcdefghijklmnop aabbcc abcabc abcabcabcabc
  admin administrator adminadmin root toor rootroot guest guestguest test testtest testtesttest tester demo demodemo user username
  letmein letmeinnow letmeinplease welcome welcomehome welcomeback willkommen bienvenue hello hellohello helloworld hallohallo
  changeme changemenow pleasechangeme changeit default secret secretsecret topsecret supersecret temporary temp
  iloveyou iloveyousomuch iloveyouforever iloveyoubaby ichliebedich jetaime teamo teamomucho loveyou lovely loveme lovelove
  monkey monkeymonkey dragon dragondragon master mastermaster shadow sunshine sunshinesunshine princess princessprincess football
  footballfootball baseball baseballbaseball basketball soccer hockey superman batman spiderman starwars pokemon pokemonpokemon
  trustno michael jennifer jessica michelle charlie ashley daniel thomas jordan hunter killer freedom whatever computer
  computercomputer internet internetinternet samsung samsungsamsung google facebook microsoft windows office onedrive sharepoint
  holdfast backup backupbackup mustang corvette ferrari mercedes porsche harley yankees liverpool chelsea arsenal barcelona realmadrid
  chocolate cheese pepper ginger cookie banana orange flower butterfly purple summer winter spring autumn sommer herbst fruhling
  january february march april june july august september october november december monday friday sunday
  fuckyou fuckyoufuckyou fuckoff asshole bullshit pussy nothing nothingnothing blahblah blahblahblah access login loginlogin
  correcthorsebatterystaple correct horse battery staple trustnoone opensesame knockknock imissyou
  `
    .split(/\s+/)
    .filter((word) => word !== ''),
)
