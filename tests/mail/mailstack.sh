#!/usr/bin/env bash
# A real, private, loopback-only mail system: Postfix (submission: STARTTLS + AUTH) and Dovecot (SASL + IMAPS).
#   mailstack.sh start DIR   -> starts both, writes DIR/env (ports, CA, users); needs root
#   mailstack.sh stop  DIR   -> stops exactly the two masters it started, by the PID files in DIR
# The suite that uses it is tests/mail/. Debian packages: postfix dovecot-core dovecot-imapd openssl   (nothing in /etc/postfix or /etc/dovecot is used or touched)
set -euo pipefail
cmd=${1:?start|stop}; R=$(mkdir -p "${2:?dir}"; cd "$2"; pwd -P)
Q=$R/spool; MAILUID=5000; DOMAIN=brief.example

free_port() { python3 -c 'import socket;s=socket.socket();s.bind(("127.0.0.1",0));print(s.getsockname()[1])'; }

start() {
  [ "$(id -u)" = 0 ] || { echo "mailstack: Postfix's master needs root" >&2; exit 77; }
  for b in /usr/sbin/postfix /usr/sbin/dovecot openssl; do command -v $b >/dev/null || { echo "mailstack: missing $b" >&2; exit 77; }; done
  [ ${#Q} -lt 70 ] || { echo "mailstack: $Q too long for a unix socket" >&2; exit 1; }
  chmod 755 "$R"; mkdir -p "$R"/{pf,tls,mail,dv,data} "$Q"; 
  SUB=$(free_port); PLAIN=$(free_port); IMAPS=$(free_port); SLOW=$(free_port)
  # --- a throw-away CA and a server certificate for 127.0.0.1/localhost
  ( cd "$R/tls"
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=briefgen test CA" -keyout ca.key -out ca.pem \
       -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 
    openssl req -newkey rsa:2048 -nodes -subj "/CN=localhost" -keyout srv.key -out srv.csr
    printf 'subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n' > ext
    openssl x509 -req -in srv.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out srv.pem ) >/dev/null 2>&1
  chmod 600 "$R"/tls/*.key
  # --- users: sender + 5 readers; passwd-file serves SASL and IMAP
  : > "$R/users"; : > "$R/vmailbox"
  for u in sender editor ministre.jose citizen press bounces closed; do
    echo "$u@$DOMAIN:{PLAIN}pw-$u:$MAILUID:$MAILUID::$R/mail/$u::" >> "$R/users"
    echo "$u@$DOMAIN $u/Maildir/" >> "$R/vmailbox"; mkdir -p "$R/mail/$u"
  done
  chown -R $MAILUID:$MAILUID "$R/mail"; chown root:dovecot "$R/users"; chmod 640 "$R/users"
  # --- Postfix
  cat > "$R/pf/main.cf" <<EOF
compatibility_level = 3.6
queue_directory = $Q
data_directory = $R/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.$DOMAIN
mydestination =
mynetworks =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
maillog_file = $R/maillog
maillog_file_prefixes = $R
default_database_type = texthash
alias_maps =
local_transport = error:no local delivery here
default_transport = error:5.7.1 this test system sends nothing out
relay_transport = error:5.7.1 this test system sends nothing out
transport_maps = inline:{ {closed@$DOMAIN = bouncer:} }
virtual_mailbox_domains = $DOMAIN
virtual_mailbox_base = $R/mail
virtual_mailbox_maps = texthash:$R/vmailbox
virtual_uid_maps = static:$MAILUID
virtual_gid_maps = static:$MAILUID
virtual_minimum_uid = 100
message_size_limit = 5242880
smtpd_tls_cert_file = $R/tls/srv.pem
smtpd_tls_key_file = $R/tls/srv.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_sasl_local_domain = $DOMAIN
smtputf8_enable = yes
smtpd_error_sleep_time = 0
# deterministic refusals for tests: 4xx and 5xx from a real MTA
smtpd_recipient_restrictions = check_recipient_access inline:{
  {greylist@$DOMAIN = 450 4.2.0 greylisted try later} {full@$DOMAIN = 452 4.2.2 mailbox full}
  {gone@$DOMAIN = 550 5.1.1 no such person} {spam@$DOMAIN = 554 5.7.1 refused by policy}}, 
  permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_client_event_limit_exceptions =
# the limited port counts anew every two seconds
anvil_rate_time_unit = 2s
anvil_status_update_time = 60s
notify_classes =
bounce_queue_lifetime = 1h
EOF
  cat > "$R/pf/master.cf" <<EOF
127.0.0.1:$SUB   inet n - n - - smtpd -o syslog_name=postfix/submission -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes
127.0.0.1:$SLOW  inet n - n - - smtpd -o syslog_name=postfix/limited -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o smtpd_client_message_rate_limit=3
127.0.0.1:$PLAIN inet n - n - - smtpd -o syslog_name=postfix/plain -o smtpd_tls_security_level=none -o smtpd_recipient_restrictions=reject_unlisted_recipient,permit -o smtpd_relay_restrictions=permit_auth_destination,reject
pickup    unix n - n 60 1 pickup
cleanup   unix n - n - 0 cleanup
qmgr      unix n - n 300 1 qmgr
tlsmgr    unix - - n 1000? 1 tlsmgr
rewrite   unix - - n - - trivial-rewrite
bounce    unix - - n - 0 bounce
defer     unix - - n - 0 bounce
trace     unix - - n - 0 bounce
verify    unix - - n - 1 verify
flush     unix n - n 1000? 0 flush
proxymap  unix - - n - - proxymap
error     unix - - n - - error
retry     unix - - n - - error
discard   unix - - n - - discard
virtual   unix - n n - - virtual
bouncer   unix - n n - - pipe flags=R user=nobody argv=/bin/sh -c {echo 'mailbox is closed'; exit 67}
anvil     unix - - n - 1 anvil
scache    unix - - n - 1 scache
postlog   unix-dgram n - n - 1 postlogd
EOF
  chown postfix "$R/data"
  # --- Dovecot
  cat > "$R/dv/dovecot.conf" <<EOF
base_dir = $R/dv/run
state_dir = $R/dv
log_path = $R/dovecot.log
protocols = imap
listen = 127.0.0.1
disable_plaintext_auth = yes
auth_mechanisms = plain login
auth_failure_delay = 0
ssl = required
ssl_cert = <$R/tls/srv.pem
ssl_key = <$R/tls/srv.key
mail_location = maildir:%h/Maildir
first_valid_uid = 100
passdb {
  driver = passwd-file
  args = username_format=%u $R/users
}
userdb {
  driver = passwd-file
  args = username_format=%u $R/users
}
service imap-login {
  inet_listener imap { 
    port = 0 
  }
  inet_listener imaps {
    port = $IMAPS
    ssl = yes
  }
}
service auth {
  unix_listener $Q/private/auth {
    mode = 0660
    user = postfix
    group = postfix
  }
}
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
EOF
  postfix -c "$R/pf" check >"$R/check.log" 2>&1 || { cat "$R/check.log" >&2; exit 1; }
  dovecot -c "$R/dv/dovecot.conf"
  postfix -c "$R/pf" start >"$R/start.log" 2>&1 || { cat "$R/start.log" >&2; dovecot -c "$R/dv/dovecot.conf" stop; exit 1; }
  cat > "$R/env" <<EOF
SMTP_HOST=localhost
SMTP_PORT=$SUB
SMTP_LIMITED_PORT=$SLOW
SMTP_PLAIN_PORT=$PLAIN
IMAPS_PORT=$IMAPS
CA=$R/tls/ca.pem
DOMAIN=$DOMAIN
SMTP_USER=sender@$DOMAIN
SMTP_PASSWORD=pw-sender
MAILLOG=$R/maillog
EOF
  python3 - $SUB $IMAPS $PLAIN $SLOW <<'E'
import socket,sys,time
for p in sys.argv[1:]:
    end=time.time()+15
    while True:
        try: socket.create_connection(('127.0.0.1',int(p)),1).close(); break
        except OSError:
            if time.time()>end: raise SystemExit(f'port {p} did not open')
            time.sleep(.05)
E
  echo "mailstack: up ($R): postfix pid $(tr -d ' ' < "$Q/pid/master.pid"), dovecot pid $(cat "$R/dv/run/master.pid")"
}
stop() {
  [ -f "$Q/pid/master.pid" ] && postfix -c "$R/pf" stop >/dev/null 2>&1 || true
  [ -f "$R/dv/run/master.pid" ] && dovecot -c "$R/dv/dovecot.conf" stop || true
  echo "mailstack: stopped"
}
case $cmd in start) start;; stop) stop;; *) echo "usage: $0 start|stop DIR" >&2; exit 2;; esac
