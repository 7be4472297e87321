/** The operations of S3 by which programs tell that it was S3 they asked. */
const OF_S3 = /(?:Object|Bucket|Multipart|UploadPart|ListParts)/

/** Where servers of others are found. */
export const FOREIGN_PORTS = [
  22, 25, 465, 587, 1433, 1521, 2181, 2375, 2376, 2379, 3306, 4222, 5432, 5672, 6443, 8500, 9042,
  9092, 9100, 9200, 10250, 11211, 27017,
] as const
/** Neither the minutes or seconds of a clock nor a line of source. */
const PORT = new RegExp(
  `(?:(?<=[\\w\\]])(?<!(?:^|[^\\w.-]|\\dT|-)\\d\\d(?::\\d\\d)?)(?<!\\.(?:go|py|js|ts|mjs|rs|java|rb|c|cc|cpp)):|\\bport )(?:${FOREIGN_PORTS.join('|')})\\b`,
)

/**
 * Words by which the errors of other programs are known: they look alike, and say nothing of a
 * workspace. Ports stand for the servers that are found there.
 */
const OTHERS = [
  // Databases and queues.
  /\b(?:psql|postgres(?:ql)?|pg_\w{1,24}|mysqld?|mariadb|mongo(?:db|sh)?|memcached|rabbitmq|kafka|zookeeper|cassandra|elasticsearch|etcd(?:server)?|clickhouse|sqlstate|sqlalchemy|psycopg\d?|jdbc|amqp)\b/i,
  /\bpq: |\bFATAL: {1,2}(?:password|role|database|no pg_hba)|\bpermission denied for (?:table|schema|database)|\[\d{1,10}\] (?:\S{1,80} )?(?:LOG|DETAIL|STATEMENT): {2}/,
  PORT,
  // What is on this machine and answers at a file, or hands out keys.
  /\bdial unix |could not communicate with IMDS/,
  // Package managers, version control, remote shells, mail.
  /\bnpm (?:ERR!|error|warn)|\b(?:yarn|pnpm|pip3?|cargo|maven|gradle|bundler|composer): |\b(?:sshd?|scp|sftp|smtp|postfix|sendmail|gpg): |^(?:E|W|Err):\s?\d{0,3}\s?(?:Failed|http|The repository)|fatal: (?:unable to access|Could not read|repository)|\b(?:api\.)?github\.com\b|\bgitlab\.com\b|\b(?:pypi\.org|crates\.io|registry\.npmjs\.org|repo\.maven\.apache\.org|deb\.debian\.org|archive\.ubuntu\.com|proxy\.golang\.org)\b|\bgit@/,
  // Web servers and proxies that speak of what stands behind them; other clouds.
  /, client: [\w.:]{2,45}, server: |while connecting to upstream|upstream (?:connect|prematurely|timed)|\b(?:googleapi|azurerm|azcopy|gcloud|terraform|ansible)\b|blob\.core\.windows\.net|error_description/,
]

/** Those who run or copy for others, and pass on what these said. */
const CARRIERS = [
  // Kubernetes, containers and their registries.
  /(?<![/.-])\b(?:kubectl|kubelet|kube-\w{1,24}|apiserver|helm|containerd|dockerd|docker\.io|ghcr\.io|quay\.io|ImagePullBackOff|ErrImagePull)\b/,
  /Error from server \(|Unable to connect to the server|is forbidden: User|"kind": ?"Status"|Error response from daemon|pull access denied|unauthorized: (?:authentication required|incorrect username)|requested access to the resource is denied|denied: requested access/,
  // Copies of files, here or to another machine.
  /\brsync: /,
  // Services of a machine.
  /\b(?:systemd(?:-\w{1,24})?|NetworkManager|avahi-daemon|cupsd?|CRON|crond|chronyd|dhclient|wpa_supplicant|pulseaudio|Xorg)\[\d/,
]

/** What only a mount of this machine, or what serves one, says. */
const OURS = /\btransport endpoint is not connected\b|\/dev\/fuse\b|\bfusermount3?: |\bjuicefs\[\d/i

/** Whether a line is an error of a program that has nothing to do with a workspace. */
export function isForeign(line: string): boolean {
  const service = /\boperation error ([A-Za-z0-9 ]{1,40}):/.exec(line)?.[1]
  if (service !== undefined && service !== 'S3') return true
  const operation = /when calling the (\w{1,64}) operation/.exec(line)?.[1]
  if (operation !== undefined && !OF_S3.test(operation)) return true
  if (OTHERS.some((words) => words.test(line))) return true
  return CARRIERS.some((words) => words.test(line)) && !OURS.test(line)
}
