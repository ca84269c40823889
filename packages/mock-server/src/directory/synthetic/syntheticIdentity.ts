import { type SeededRandom, seededRandom } from '../../text/seededRandom.ts'
import { deriveUsername, deriveUuid, type LookupKey } from '../profile.ts'
import { namedPeople } from './namedPeople.ts'

type LoginMethod = 'Mozilla-LDAP' | 'github' | 'google-oauth2' | 'firefoxaccounts' | 'email'

/** The part of a synthetic person that lookups need. It is created for all people at the start. */
export interface SyntheticIdentity {
  readonly number: number
  readonly culture: Culture
  readonly first: string
  readonly last: string
  /** First and last name in ASCII, unique. */
  readonly handle: string
  readonly loginMethod: LoginMethod
  readonly userId: string
  readonly email: string
  /** True if the handle is the user name; otherwise the user name is derived from the uuid. */
  readonly hasChosenUsername: boolean
}

export function createIdentities(count: number, seed: number): readonly SyntheticIdentity[] {
  const timesUsed = new Map(namedPeople.map(({ keys }) => [keys.primary_email.split('@')[0] ?? '', 1]))
  const identities: SyntheticIdentity[] = []
  for (let number = 1; number <= count; number++) identities.push(createIdentity(number, seed, timesUsed))
  return identities
}

/** Returns the value of a lookup attribute. */
export function lookupValue(identity: SyntheticIdentity, key: LookupKey): string {
  switch (key) {
    case 'user_id':
      return identity.userId
    case 'uuid':
      return deriveUuid(identity.userId)
    case 'primary_email':
      return identity.email
    case 'primary_username':
      return identity.hasChosenUsername ? identity.handle : deriveUsername(deriveUuid(identity.userId))
  }
}

const mailDomains = ['example.org', 'example.net', 'example.com'] as const

function createIdentity(number: number, seed: number, timesUsed: Map<string, number>): SyntheticIdentity {
  const random = seededRandom(seed, number)
  const culture = random.pick(cultures)
  const [first, asciiFirst] = parseSpellings(random.pick(culture.given))
  const [last, asciiLast] = parseSpellings(random.pick(culture.family))
  const handle = takeHandle(`${asciiFirst}.${asciiLast}`.toLowerCase(), timesUsed)
  const loginMethod = drawLoginMethod(random)
  const staff = loginMethod === 'Mozilla-LDAP'
  return {
    number,
    culture,
    first,
    last,
    handle,
    loginMethod,
    userId: drawUserId(loginMethod, handle, number, random),
    email: `${handle}@${staff ? mailDomains[0] : random.pick(mailDomains)}`,
    hasChosenUsername: random.chance(60),
  }
}

function parseSpellings(name: string): readonly [written: string, ascii: string] {
  const [written = '', ascii = written] = name.split('|')
  return [written, ascii]
}

function takeHandle(preferred: string, timesUsed: Map<string, number>): string {
  const times = (timesUsed.get(preferred) ?? 0) + 1
  timesUsed.set(preferred, times)
  return times === 1 ? preferred : `${preferred}${times}`
}

function drawLoginMethod(random: SeededRandom): LoginMethod {
  const percentile = random.below(100)
  if (percentile < 40) return 'Mozilla-LDAP'
  if (percentile < 65) return 'github'
  if (percentile < 78) return 'email'
  return percentile < 90 ? 'google-oauth2' : 'firefoxaccounts'
}

function drawUserId(method: LoginMethod, handle: string, number: number, random: SeededRandom): string {
  // The number makes the id unique. The random digits hide that it is a counter.
  const digits = `${1000 + random.below(9000)}${String(number).padStart(6, '0')}`
  switch (method) {
    case 'Mozilla-LDAP':
      return `ad|Mozilla-LDAP|${handle}`
    case 'github':
      return `github|${digits}`
    case 'google-oauth2':
      return `google-oauth2|10${digits}${digits}`
    case 'email':
      return `email|${hexadecimal(random, 24)}${number.toString(16).padStart(8, '0')}`
    case 'firefoxaccounts':
      return `oauth2|firefoxaccounts|${hexadecimal(random, 24)}${number.toString(16).padStart(8, '0')}`
  }
}

function hexadecimal(random: SeededRandom, length: number): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join('')
}

/** Returns the values from LDAP and the human resources system for a member of staff. */
export function drawStaffValues(
  identity: SyntheticIdentity,
  town: Town,
  random: SeededRandom,
): Record<string, unknown> {
  const { handle, email, number } = identity
  const [team, costCentre] = random.pick(teams)
  const director = random.chance(5)
  const manager = director || random.chance(15)
  const workerType = random.chance(85) ? 'Employee' : 'Contingent Worker'
  const city = town.location.split(',')[0] ?? town.location
  const posixId = handle.replaceAll(/[^a-z0-9]/g, '')
  return {
    'identities.mozilla_ldap_id': `mail=${email},o=com,dc=example`,
    'identities.mozilla_ldap_primary_email': email,
    'identities.mozilla_posix_id': posixId,
    'access_information.ldap': {
      all_staff: null,
      vpn_default: null,
      [`team_${team.toLowerCase()}`]: null,
      ...(manager ? { all_managers: null } : {}),
    },
    'access_information.hris': {
      employee_id: String(100_000 + number),
      primary_work_email: email,
      managers_employee_id: '1843',
      managers_primary_work_email: 'ada.lovelace@example.org',
      worker_type: workerType,
    },
    'staff_information.manager': manager,
    'staff_information.director': director,
    'staff_information.staff': true,
    'staff_information.title': director ? `Director, ${team}` : random.pick(titles),
    'staff_information.team': team,
    'staff_information.cost_center': `${costCentre} - ${team}`,
    'staff_information.worker_type': workerType,
    'staff_information.wpr_desk_number': random.chance(50) ? String(100 + random.below(400)) : null,
    'staff_information.office_location': random.chance(40) ? city : 'Remote',
  }
}

const teams = [
  ['Platform', '1100'],
  ['Security', '1200'],
  ['Data', '1300'],
  ['Localisation', '1400'],
  ['People', '2100'],
  ['Legal', '2200'],
  ['Marketing', '3100'],
] as const
const titles = [
  'Engineer',
  'Senior Engineer',
  'Staff Engineer',
  'Analyst',
  'Designer',
  'Programme Manager',
] as const

/** Names that go together, and towns. A name is `spelling|ASCII spelling`. */
export interface Culture {
  readonly language: string
  readonly given: Choices
  readonly family: Choices
  readonly towns: readonly [Town, ...Town[]]
}

export interface Town {
  readonly location: string
  readonly timezone: string
}

type Choices = readonly [string, ...string[]]

function culture(language: string, given: string, family: string, ...towns: readonly string[]): Culture {
  return {
    language,
    given: given.split(' ') as unknown as Choices,
    family: family.split(' ') as unknown as Choices,
    towns: towns.map((town) => {
      const [location = '', timezone = ''] = town.split(' @ ')
      return { location, timezone }
    }) as unknown as Culture['towns'],
  }
}

export const cultures: readonly [Culture, ...Culture[]] = [
  culture(
    'English',
    'Amelia Callum Daisy Ethan Fiona Gareth Harriet Isla Jude Keira Liam Maeve Niall Olive Rhys Saoirse',
    "Abbott Brennan Chambers Doyle Ellison Fletcher Griffiths Hartley Kavanagh Lockwood MacLeod O'Neill|ONeill Pemberton Whitaker",
    'London, United Kingdom @ UTC+0000 Europe/London',
    'Toronto, Canada @ UTC-0500 America/Toronto',
    'Portland, United States @ UTC-0800 America/Los_Angeles',
  ),
  culture(
    'Español',
    'Álvaro|Alvaro Begoña|Begona Camila Diego Elena Íñigo|Inigo José|Jose Lucía|Lucia Marisol Nuria Rocío|Rocio Tomás|Tomas',
    'Aguilar Cárdenas|Cardenas Domínguez|Dominguez Fuentes Gómez|Gomez Ibáñez|Ibanez Muñoz|Munoz Navarro Peña|Pena Rodríguez|Rodriguez Zúñiga|Zuniga',
    'Madrid, Spain @ UTC+0100 Europe/Madrid',
    'Ciudad de México, Mexico @ UTC-0600 America/Mexico_City',
    'Bogotá, Colombia @ UTC-0500 America/Bogota',
  ),
  culture(
    'Français',
    'Aurélie|Aurelie Benoît|Benoit Chloé|Chloe Émile|Emile François|Francois Hélène|Helene Léa|Lea Mathis Noémie|Noemie Théo|Theo Zoé|Zoe',
    'Bélanger|Belanger Chevalier Dufresne Fontaine Garçon|Garcon Lefèvre|Lefevre Marchand Noël|Noel Perrault Rousseau Tremblay',
    'Paris, France @ UTC+0100 Europe/Paris',
    'Montréal, Canada @ UTC-0500 America/Montreal',
    'Dakar, Senegal @ UTC+0000 Africa/Dakar',
  ),
  culture(
    'Deutsch',
    'Anneliese Björn|Bjoern Dörte|Doerte Emil Frieda Götz|Goetz Jannik Käthe|Kaethe Lukas Mia Sören|Soeren Ulrike',
    'Bauer Böhm|Boehm Fuchs Großmann|Grossmann Jäger|Jaeger Krüger|Krueger Müller|Mueller Schäfer|Schaefer Vogel Weiß|Weiss',
    'Berlin, Germany @ UTC+0100 Europe/Berlin',
    'Wien, Austria @ UTC+0100 Europe/Vienna',
    'Zürich, Switzerland @ UTC+0100 Europe/Zurich',
  ),
  culture(
    'Polski',
    'Agnieszka Bartłomiej|Bartlomiej Grażyna|Grazyna Jakub Łucja|Lucja Małgorzata|Malgorzata Paweł|Pawel Stanisław|Stanislaw Zofia',
    'Brzęczyszczykiewicz|Brzeczyszczykiewicz Dąbrowska|Dabrowska Górski|Gorski Kowalczyk Łukasik|Lukasik Nowak Wójcik|Wojcik Zając|Zajac',
    'Kraków, Poland @ UTC+0100 Europe/Warsaw',
    'Gdańsk, Poland @ UTC+0100 Europe/Warsaw',
  ),
  culture(
    'Português',
    'Antônio|Antonio Beatriz Caetano Débora|Debora Flávia|Flavia Inês|Ines João|Joao Luísa|Luisa Rafael Thaís|Thais',
    'Araújo|Araujo Brandão|Brandao Conceição|Conceicao Esteves Gonçalves|Goncalves Magalhães|Magalhaes Pereira Simões|Simoes',
    'Lisboa, Portugal @ UTC+0000 Europe/Lisbon',
    'São Paulo, Brazil @ UTC-0300 America/Sao_Paulo',
  ),
  culture(
    '日本語',
    '愛|Ai 蓮|Ren 結衣|Yui 大翔|Hiroto 美咲|Misaki 陽菜|Hina 健太|Kenta さくら|Sakura',
    '佐藤|Sato 鈴木|Suzuki 高橋|Takahashi 田中|Tanaka 渡辺|Watanabe 伊藤|Ito 山本|Yamamoto 小林|Kobayashi',
    '東京, Japan @ UTC+0900 Asia/Tokyo',
    '大阪, Japan @ UTC+0900 Asia/Tokyo',
  ),
  culture(
    '中文',
    '伟|Wei 芳|Fang 秀英|Xiuying 明|Ming 静|Jing 磊|Lei 雅婷|Yating 志豪|Zhihao',
    '王|Wang 李|Li 張|Chang 刘|Liu 陳|Chen 杨|Yang 黃|Huang 吴|Wu',
    '台北, Taiwan @ UTC+0800 Asia/Taipei',
    '上海, China @ UTC+0800 Asia/Shanghai',
    'Singapore @ UTC+0800 Asia/Singapore',
  ),
  culture(
    'हिन्दी',
    'Aarav Ananya Devika Ishaan Kavya Lakshmi Meera Nikhil Priya Rohan Sanjana Vikram',
    'Agarwal Banerjee Chatterjee Deshpande Iyer Kulkarni Menon Patel Raghunathan Sharma Venkataraman',
    'Bengaluru, India @ UTC+0530 Asia/Kolkata',
    'Pune, India @ UTC+0530 Asia/Kolkata',
  ),
  culture(
    'العربية',
    'أمينة|Amina يوسف|Yusuf ليلى|Layla عمر|Omar فاطمة|Fatima خالد|Khalid نور|Nour كريم|Karim',
    'الحداد|AlHaddad منصور|Mansour الخوري|AlKhoury رحمن|Rahman صالح|Saleh زيدان|Zidan',
    'القاهرة, Egypt @ UTC+0200 Africa/Cairo',
    'Amman, Jordan @ UTC+0300 Asia/Amman',
  ),
  culture(
    'Українська',
    'Олена|Olena Богдан|Bohdan Ірина|Iryna Тарас|Taras Наталія|Nataliia Юрій|Yurii Оксана|Oksana Микола|Mykola',
    'Шевченко|Shevchenko Коваленко|Kovalenko Бондар|Bondar Мельник|Melnyk Ткачук|Tkachuk Гнатюк|Hnatiuk Лисенко|Lysenko',
    'Київ, Ukraine @ UTC+0200 Europe/Kyiv',
    'Львів, Ukraine @ UTC+0200 Europe/Kyiv',
  ),
  culture(
    'Kiswahili',
    'Achieng Baraka Chidi Ngozi Kwame Nia Oluwaseun Temitope Wanjiru Zuberi Adébáyọ̀|Adebayo Nkechi',
    'Abdi Chukwu Kamau Kiprop Mwangi Ndlovu Njoroge Okafor Owusu Òjó|Ojo Wekesa',
    'Nairobi, Kenya @ UTC+0300 Africa/Nairobi',
    'Lagos, Nigeria @ UTC+0100 Africa/Lagos',
    'Cape Town, South Africa @ UTC+0200 Africa/Johannesburg',
  ),
  culture(
    'Türkçe',
    'Ayşe|Ayse Burak Çağla|Cagla Deniz Gökhan|Gokhan İpek|Ipek Kerem Özge|Ozge Şule|Sule Umut',
    'Arslan Çelik|Celik Doğan|Dogan Güneş|Gunes Kılıç|Kilic Öztürk|Ozturk Şahin|Sahin Yıldırım|Yildirim',
    'İstanbul, Türkiye @ UTC+0300 Europe/Istanbul',
    'Ankara, Türkiye @ UTC+0300 Europe/Istanbul',
  ),
]
