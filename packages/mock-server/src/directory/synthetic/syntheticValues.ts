// The values from which those of synthetic people are drawn.

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

// Pronouns that fit any name.
export const pronouns = ['they/them', 'any pronouns'] as const
export const funTitles = [
  'Gardener of Tests',
  'Cartographer of Pipelines',
  'Tamer of Cookies',
  'Keeper of Keys',
  'Whisperer to Compilers',
  'Collector of Edge Cases',
] as const
export const interests = [
  'accessibility',
  'cycling',
  'localisation',
  'privacy',
  'rust',
  'security',
  'webassembly',
] as const
export const communities = [
  'add-ons',
  'l10n',
  'mdn-writers',
  'nda',
  'open-innovation',
  'reps',
  'slack-access',
] as const

export const teams = [
  ['Platform', '1100'],
  ['Security', '1200'],
  ['Data', '1300'],
  ['Localisation', '1400'],
  ['People', '2100'],
  ['Legal', '2200'],
  ['Marketing', '3100'],
] as const
export const titles = [
  'Engineer',
  'Senior Engineer',
  'Staff Engineer',
  'Analyst',
  'Designer',
  'Programme Manager',
] as const
