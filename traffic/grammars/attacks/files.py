"""Files that only an attacker asks a web application for; slots as in ``pieces``."""

_UNIX = r"""
    etc/passwd etc/shadow etc/hosts etc/group etc/issue etc/motd etc/fstab etc/crontab
    etc/hostname etc/resolv.conf etc/sudoers etc/ssh/sshd_config etc/ssh/ssh_host_rsa_key
    etc/mysql/my.cnf etc/my.cnf etc/nginx/nginx.conf etc/nginx/sites-enabled/default
    etc/apache2/apache2.conf etc/apache2/.htpasswd etc/httpd/conf/httpd.conf etc/php.ini
    etc/php/7.4/apache2/php.ini etc/redis/redis.conf etc/os-release etc/security/passwd
    etc/master.passwd etc/gshadow etc/profile etc/bashrc etc/environment etc/inetd.conf
    etc/exports etc/samba/smb.conf etc/vsftpd.conf etc/proftpd.conf etc/ldap.conf etc/krb5.keytab
    etc/kubernetes/admin.conf etc/docker/daemon.json etc/tomcat9/tomcat-users.xml
    etc/network/interfaces etc/netplan/00-installer-config.yaml etc/cron.d/php etc/init.d/apache
    etc/mtab etc/networks etc/aliases etc/openldap/ldap.conf etc/pam.d/sshd
    etc/security/limits.conf etc/shadow- etc/passwd~ etc/centos-release etc/redhat-release
    etc/debian_version etc/lsb-release etc/letsencrypt/live/‹word›.com/privkey.pem
    etc/ssl/private/‹id›.key etc/nginx/conf.d/‹id›.conf etc/apache2/sites-available/‹id›.conf
    etc/grafana/grafana.ini etc/elasticsearch/elasticsearch.yml etc/openvpn/server.conf
    etc/wpa_supplicant.conf etc/pki/tls/private/localhost.key etc/‹id›/‹id›.conf etc/‹id›.conf
    root/.ssh/id_rsa root/.bash_history root/.aws/credentials root/.mysql_history root/.profile
    root/.docker/config.json root/.kube/config home/‹name›/.ssh/id_rsa home/‹name›/.bash_history
    home/‹name›/.aws/credentials var/lib/mlocate/mlocate.db var/spool/cron/crontabs/root
    var/run/secrets/kubernetes.io/serviceaccount/token var/lib/mysql/mysql/user.MYD
    var/mail/‹name› boot/grub/grub.cfg bin/sh bin/cat usr/bin/id usr/local/apache2/conf/httpd.conf
    usr/local/etc/php/php.ini usr/local/tomcat/conf/tomcat-users.xml opt/lampp/etc/httpd.conf
    opt/‹id›/conf/‹id›.properties tmp/sess_‹rand› var/lib/php/sessions/sess_‹rand›
    Library/WebServer/Documents/index.html private/etc/passwd
"""
UNIX = tuple(_UNIX.split())

_PROC = r"""
    proc/self/environ proc/self/cmdline proc/version proc/self/maps proc/self/status
    proc/self/stat proc/self/fd/‹d› proc/self/mounts proc/cpuinfo proc/net/tcp proc/net/arp
    proc/net/route proc/net/fib_trie proc/sched_debug proc/mounts proc/1/environ proc/1/cgroup
    proc/1/cmdline proc/self/exe proc/self/cwd/app.py proc/self/cwd/index.php
    proc/sys/kernel/version proc/‹n›/environ proc/‹n›/cmdline proc/‹n›/fd/‹d› proc/kallsyms
    sys/class/net/eth0/address sys/class/dmi/id/product_name dev/stdin
"""
PROC = tuple(_PROC.split())

_LOGS = r"""
    var/log/apache2/access.log var/log/apache/error.log var/log/httpd/access_log
    var/log/nginx/access.log var/log/nginx/error.log var/log/auth.log var/log/syslog
    var/log/messages var/log/secure var/log/mail.log var/log/vsftpd.log var/log/mysql.log
    var/log/wtmp var/log/lastlog var/log/btmp var/log/apache2/‹id›.log var/log/‹id›.log
    var/log/‹id›/‹id›.log usr/local/apache/logs/access_log opt/lampp/logs/access_log
    var/log/xferlog var/log/proftpd.log var/log/dmesg var/log/boot.log
    xampp/apache/logs/access.log apache/logs/error.log logs/access_log var/log/faillog
    var/log/cron
"""
LOGS = tuple(_LOGS.split())

_WINDOWS = r"""
    windows/win.ini windows/system.ini boot.ini windows/system32/drivers/etc/hosts
    windows/system32/config/sam windows/repair/sam windows\win.ini
    windows\system32\drivers\etc\hosts windows\system32\config\SAM windows\repair\system
    winnt\win.ini WINNT/system32/cmd.exe windows/php.ini
    windows/system32/inetsrv/config/applicationhost.config inetpub/wwwroot/web.config
    inetpub\wwwroot\web.config inetpub/logs/LogFiles/W3SVC1/u_ex‹nn›.log
    Windows/Panther/Unattend.xml windows/debug/NetSetup.log xampp/apache/conf/httpd.conf
    xampp\php\php.ini wamp/bin/php/php.ini ProgramData/MySQL/my.ini
    Windows\Microsoft.NET\Framework64\v4.0.30319\Config\web.config windows\iis.log
    windows/system32/eula.txt autoexec.bat pagefile.sys Program~1/‹id›/‹id›.ini
    windows\explorer.exe windows/temp/‹id›.log WINDOWS/System32/config/SYSTEM windows/notepad.exe
    unattend.xml sysprep/sysprep.inf Users\‹name›\‹id›.txt
"""
WINDOWS = tuple(_WINDOWS.split())

_APP = r"""
    WEB-INF/web.xml META-INF/context.xml WEB-INF/classes/application.properties wp-config.php
    wp-config.php.bak .env .env.production .git/config .git/HEAD .htaccess .htpasswd config.php
    config/database.yml config/secrets.yml config/master.key app/config/parameters.yml
    configuration.php settings.py local_settings.py manage.py app.py database.php
    includes/config.inc.php config.inc.php sites/default/settings.php
    application/config/database.php .aws/credentials .npmrc .ssh/id_rsa package.json web.config
    Global.asax appsettings.json conf/server.xml conf/tomcat-users.xml config/‹id›.php
    ‹id›/config.php .svn/entries composer.json Gemfile.lock storage/logs/laravel.log
    app/etc/local.xml app/etc/env.php bootstrap/cache/config.php docker-compose.yml Dockerfile
    .dockerenv id_rsa ‹id›.sqlite db.sqlite3 server.key ‹id›.pem
"""
APP = tuple(_APP.split())
