"""What scanners ask for: leaked files, admin consoles, shells left by others, known holes.

Whole paths. Each is one that no visitor follows a link to; names after the projects' own layouts
and the advisories of the products named.
"""

from traffic.grammars.attacks.pieces import Grammar, Symbols
from traffic.grammars.attacks.probes_products import CGI, ENTERPRISE, ROUTERS

# Tables: as many alternatives to a line as fit.
# fmt: off
_SYMBOLS: Symbols = {
    "at": (
        "/", "/", "/", "/", "//", "/‹word›/", "/‹id›/", "/api/", "/admin/", "/app/", "/web/",
        "/public/", "/backend/", "/v‹d›/", "/www/", "/site/", "/old/", "/dev/", "/test/", "/blog/",
        "/portal/", "/‹word›/‹word›/", "/core/", "/laravel/", "/shop/", "/wordpress/", "/wp/",
        "/html/", "/src/", "/static/", "/.well-known/", "/cms/", "/server/", "/~‹name›/", "/new/",
        "/beta/", "/staging/", "/crm/", "", "",
    ),
    "q": (
        "", "", "", "", "?", "?‹abc›=‹rnd›", "#", "/", "%20", "?‹n›", "~", ";.css", "%3f", "/.",
        "?ver=‹n›", "%00",
    ),
    "stage": (
        "local", "prod", "production", "dev", "development", "staging", "test", "backup", "bak",
        "old", "save", "example", "sample", "swp", "docker", "live", "1", "‹d›", "orig", "www",
        "ci", "tmp", "copy", "‹word›",
    ),
    "bak": (
        ".bak", ".old", ".backup", ".orig", ".save", ".swp", "~", ".1", ".txt", ".zip", ".tar.gz",
        ".copy", ".tmp", "_bak", ".php.bak", ".inc", ".dist", ".log", ".sql", ".rar", ".7z", ".tgz",
        "-old", ".old‹d›", ".bkp",
    ),
    "cfg": (
        "wp-config", "config", "configuration", "settings", "database", "db", "LocalSettings",
        "config.inc", "connect", "conn", "secrets", "credentials", "parameters", "application",
        "web.config", "index", "login", "admin", "‹id›", "install", "local", "global", "init",
    ),
    "sh": (
        "c99", "r57", "wso", "b374k", "shell", "cmd", "alfa", "alfanew", "wso‹d›", "indoxploit",
        "marijuana", "webshell", "backdoor", "0byte", "1337", "ws‹n›", "xleet", "gel4y", "c100",
        "locus7s", "fx29", "x‹abc›", "shell‹n›", "wp-shell", "phpshell", "cmdshell", "r00t",
        "k‹n›k", "weevely", "upl", "antichat", "madspot", "g‹d›", "tinyfilemanager",
    ),
    "wpp": (
        "wp-file-manager", "revslider", "duplicator", "wp-automatic", "elementor", "contact-form-7",
        "wpdiscuz", "‹word›-‹word›", "‹word›", "mail-masta", "wp-gdpr-compliance",
        "simple-file-list", "formcraft", "wp-mobile-detector", "cherry-plugin", "hd-webplayer",
        "site-editor", "ultimate-member", "woocommerce", "wp-super-cache", "wptouch",
        "ithemes-sync", "gravityforms", "dzs-videogallery", "apikey", "‹rnd›",
    ),
    "act": (
        "env", "heapdump", "httptrace", "trace", "mappings", "beans", "configprops", "loggers",
        "jolokia", "threaddump", "dump", "logfile", "gateway/routes", "shutdown", "refresh",
        "restart", "auditevents", "sessions", "jolokia/list", "conditions", "caches",
        "scheduledtasks", "hystrix.stream", "env/‹id›", "nacos", "flyway",
    ),
    "ext": (
        "php", "jsp", "asp", "aspx", "cgi", "pl", "do", "action", "cfm", "phtml", "php5", "jspx",
    ),
}

_GRAMMAR = Grammar(_SYMBOLS)

RULES = _GRAMMAR.rules(
    environment=(
        "‹at›.env‹q›", "‹at›.env.‹stage›", "‹at›.env‹bak›", "‹at›.env_‹stage›", "‹at›‹stage›.env",
        "‹at›.‹envrc¦env.json¦flaskenv¦env-‹word››",
        "‹at›‹env.json¦config/.env¦.docker/.env¦.vscode/.env›‹q›", "‹at›.environment‹bak›",
    ),
    version_control=(
        "‹at›.git/‹config¦HEAD¦index¦logs/HEAD¦refs/heads/master¦FETCH_HEAD¦objects/‹hex2›/‹hex8›¦"
        "packed-refs¦description¦info/exclude¦COMMIT_EDITMSG¦ORIG_HEAD›‹q›",
        "‹at›.svn/‹entries¦wc.db¦all-wcprops¦prop-base/›‹q›",
        "‹at›.hg/‹hgrc¦store/00manifest.i¦dirstate¦requires›",
        "‹at›.bzr/‹README¦branch-format¦checkout/dirstate›", "‹at›CVS/‹Root¦Entries¦Repository›",
        "‹at›.git‹¦/¦ignore¦attributes¦modules¦-credentials¦config›‹q›", "‹at›.gitlab-ci.yml‹q›",
        "‹at›.github/workflows/‹id›.yml",
    ),
    dot_files=(
        "‹at›.‹htaccess¦htpasswd¦bash_history¦ssh/id_rsa¦ssh/authorized_keys¦ssh/known_hosts¦"
        "aws/credentials¦aws/config¦npmrc¦dockercfg¦docker/config.json¦DS_Store¦netrc¦"
        "mysql_history¦pgpass¦kube/config¦idea/workspace.xml¦idea/dataSources.xml¦"
        "vscode/sftp.json¦ftpconfig¦s3cfg¦boto¦profile¦bashrc¦zsh_history¦history¦viminfo¦"
        "config/gcloud/credentials.db¦remote-sync.json¦sftp-config.json¦travis.yml¦"
        "composer/auth.json¦credentials¦htpasswds¦user.ini¦ssh/id_ed25519¦passwd¦php_cs.cache›‹q›",
    ),
    backups=(
        "‹at›‹cfg›‹bak›", "‹at›‹cfg›.‹php¦inc¦yml¦json¦xml¦ini›‹bak›",
        "‹at›‹backup¦dump¦database¦db¦mysql¦site¦www¦‹id›¦‹name›¦html¦public_html¦backups/‹id›¦"
        "sql›‹¦_‹n›¦-20‹d›‹d›-0‹d››.‹sql¦sql.gz¦zip¦tar.gz¦rar¦7z¦bak¦tgz¦sql.zip¦db¦mdb¦dump¦"
        "sqlite›",
        "‹at›‹word›.‹com¦net¦org›.‹zip¦tar.gz¦sql›",
        "‹at›wp-content/‹uploads/¦¦backups/¦backup-db/›‹dump¦backup-‹hex8›¦mysql¦‹id››.sql",
        "‹at›‹cfg›.php‹~¦.swp¦.save¦.bak¦::$DATA¦_¦.old¦.txt›", "/.‹cfg›.php.swp",
        "‹at›Copy%20of%20‹cfg›.‹ext›", "/‹wwwroot¦htdocs¦public_html¦webroot›.‹rar¦zip¦tar.gz›",
    ),
    config_files=(
        "‹at›‹config.yml¦config/database.yml¦application.properties¦application.yml¦"
        "secrets.json¦credentials.json¦database.yml¦local.xml¦app/etc/local.xml¦web.config¦"
        "docker-compose.yml¦docker/Dockerfile¦ci/Jenkinsfile¦sftp.json¦parameters.yml¦"
        "app/config/parameters.yml¦wp-config.php¦configuration.php¦config.inc.php¦"
        "storage/logs/laravel.log¦debug.log¦logs/error_log¦keys/id_rsa¦server.key¦private.key¦"
        "privatekey.pem¦service-account.json¦firebase.json¦gruntfile.js.bak¦auth.json¦"
        "passwords.txt¦users.sql¦key.pem¦serviceAccountKey.json¦phpunit.xml¦php.ini¦"
        ".config.php.swp¦etc/proftpdpasswd¦aws.yml¦terraform.tfstate¦ansible/hosts¦wallet.dat¦"
        ".kube/kubeconfig¦.npmrc¦settings.py›‹q›",
    ),
    wordpress=(
        "‹at›wp-login.php‹%00¦;.css¦~¦.bak¦.‹abc›~¦?‹abc›=..%2f‹id››", "‹at›xmlrpc.php?‹rsd¦‹rnd››",
        "‹at›wp-admin/‹install.php¦setup-config.php?step=‹d›¦admin-ajax.php?action=‹rnd›¦"
        "admin-post.php?‹id›=‹rnd›¦¦upgrade.php¦includes/‹id›.php¦css/colors/‹rnd›.php¦"
        "maint/repair.php¦user/‹rnd›.php¦network/‹rnd›.php¦images/‹rnd›.php¦js/‹rnd›.php›",
        "‹at›wp-content/plugins/‹wpp›/‹readme.txt¦‹rnd›.php¦lib/php/connector.minimal.php¦"
        "‹id›/upload.php¦timthumb.php¦admin/‹id›.php¦includes/‹id›.php¦›‹q›",
        "‹at›wp-includes/‹wlwmanifest.xml¦‹rnd›.php¦ID3/‹rnd›.php¦css/‹rnd›.php¦‹word›/about.php¦"
        "Text/‹rnd›.php›",
        "‹at›wp-content/‹themes/‹id›/404.php¦uploads/‹rnd›.php¦debug.log¦"
        "uploads/20‹d›‹d›/0‹d›/‹rnd›.php¦‹rnd›.php¦plugins/‹rnd›/‹rnd›.php¦themes/‹id›/‹rnd›.php¦"
        "upgrade/‹rnd›.php¦mu-plugins/‹rnd›.php›",
        "‹at›?author=‹n›", "‹at›wp-json/wp/v2/users‹/‹d›¦¦?per_page=‹n››",
        "‹at›?rest_route=/wp/v2/users‹/‹d›¦&‹abc›=‹n››", "‹at›wp-config.php‹bak›",
        "‹at›wp-admin/admin-ajax.php?action=revslider_show_image&img=../wp-config.php",
        "‹at›wp-cron.php?‹rnd›", "‹at›wp-content/plugins/‹wpp›/‹id›.php?‹file¦url¦path›=‹url›",
    ),
    cms=(
        "‹at›administrator/‹index.php¦manifests/files/joomla.xml¦components/com_‹id›/¦cache/¦"
        "logs/error.php›‹q›",
        "‹at›index.php?option=com_‹id›&‹view=‹id›¦task=‹rnd››&‹controller¦file¦id›=../../‹id›",
        "‹at›user/register?element_parents=account/mail/%23value&ajax_form=1&_wrapper_format=drupa"
        "l_ajax",
        "‹at›CHANGELOG.txt‹q›",
        "‹at›?q=user/password&name[%23post_render][]=passthru&name[%23type]=markup&name[%23markup]"
        "=‹rnd›",
        "‹at›sites/default/‹settings.php¦files/.ht.sqlite¦private/¦default.settings.php›‹q›",
        "‹at›typo3/‹install/¦index.php¦sysext/›",
        "‹at›‹magento_version¦downloader/¦app/etc/local.xml¦admin/Cms_Wysiwyg/directive/index/¦"
        "index.php/admin/›‹q›",
        "‹at›umbraco/‹¦backoffice/¦webservices/codeEditorSave.asmx›",
        "‹at›sitecore/‹login¦admin/¦shell/sitecore.version.xml¦api/ssc/auth/login›",
        "‹at›api/jsonws/invoke?‹rnd›",
        "‹at›bitrix/‹admin/¦admin/index.php?lang=en¦tools/uf/index.php¦.settings.php.bak›",
        "‹at›api/index.php/v1/config/application?public=true",
        "‹at›vendor/‹phpunit/phpunit/src/Util/PHP/eval-stdin.php¦"
        "phpunit/src/Util/PHP/eval-stdin.php¦phpunit/Util/PHP/eval-stdin.php¦.env¦"
        "composer/installed.json›",
        "‹at›dede/‹login.php¦index.php›?‹rnd›", "‹at›concrete5/index.php/dashboard?‹rnd›",
    ),
    database_consoles=(
        "‹at›‹phpmyadmin¦phpMyAdmin¦pma¦PMA¦myadmin¦mysql¦sqladmin¦phpMyAdmin-‹d›.‹d›.‹d›¦"
        "phpmyadmin‹d›¦dbadmin¦mysqladmin¦phppgadmin¦mysql-admin¦db/phpmyadmin¦_phpmyadmin¦"
        "phpMyAdmin_‹n›¦pma20‹d›‹d›¦xampp/phpmyadmin¦adminer¦sqlweb¦websql¦webdb¦"
        "phpadmin›/‹index.php¦scripts/setup.php¦setup/index.php¦main.php¦sql.php¦import.php¦"
        "print.css¦db_create.php¦index.php?lang=en¦index.php?server=‹d››‹q›",
        "‹at›adminer‹-‹d›.‹d›.‹d›¦¦‹d››.php‹q›",
        "‹at›‹sqlite¦sql¦db¦webadmin¦redis¦mongo›/‹main.php¦manager/index.php¦login.php›‹q›",
        "‹at›_‹all_dbs¦utils/¦cat/indices¦search?source=‹rnd›¦cluster/settings¦nodes/_all¦"
        "users/_all_docs›",
        "‹at›solr/‹admin/cores?wt=json¦‹id›/config¦admin/info/system¦"
        "‹id›/select?q=1&wt=velocity&v.template=custom¦‹id›/dataimport?command=full-import›",
        "‹at›elasticsearch/_cat/‹indices¦nodes›", "‹at›_plugin/head/../../../‹id›",
        "‹at›h2-console/‹login.jsp¦¦login.do?jsessionid=‹hex››",
        "‹at›druid/‹index.html¦login.html¦indexer/v1/sampler¦websession.html›",
        "‹at›pgadmin4/login?‹rnd›",
    ),
    java_consoles=(
        "‹at›actuator‹/‹act›¦¦;/‹act›¦/‹act›;.css¦%2f‹act››", "/manage/‹act›",
        "‹at›‹manager/html¦host-manager/html¦manager/status¦manager/text/list¦"
        "manager/jmxproxy/?qry=‹rnd››‹q›",
        "‹at›‹jmx-console/HtmlAdaptor¦web-console/ServerInfo.jsp¦invoker/JMXInvokerServlet¦"
        "invoker/readonly¦admin-console/login.seam¦jbossws/services¦status?full=true›‹q›",
        "‹at›console/‹login/LoginForm.jsp¦css/%252e%252e%252fconsole.portal¦bea-helpsets/¦›‹q›",
        "‹at›wls-wsat/‹CoordinatorPortType¦RegistrationRequesterPortType¦ParticipantPortType›‹q›",
        "‹at›_async/AsyncResponseService‹Soap12¦Http¦›",
        "‹at›struts/‹webconsole.html¦utils.js›?‹rnd›",
        "‹at›axis2/‹services/listServices¦axis2-admin/login¦services/‹id›?xsd=../conf/axis2.xml›",
        "‹at›jenkins/‹script¦asynchPeople/¦computer/¦scriptText¦"
        "securityRealm/user/admin/descriptorByName/‹id›¦cli¦systemInfo›‹q›",
        "‹at›jolokia/‹list¦version¦exec/‹id›¦read/java.lang:type=Memory¦"
        "search/*:j2eeType=J2EEServer,*›",
        "‹at›nacos/v1/‹auth/users?pageNo=‹d›&pageSize=‹n›¦cs/configs?dataId=‹id›¦"
        "console/server/state›",
        "‹at›‹trace¦dump¦env¦autoconfig¦configprops›.json", "‹at›hudson/script",
        "‹at›examples/‹jsp/snp/snoop.jsp¦servlets/servlet/SessionExample¦jsp/dates/date.jsp›‹q›",
    ),
    ops_consoles=(
        "‹at›server-‹status¦info›‹?auto¦?refresh=‹d›¦¦/›",
        "‹at›‹phpinfo¦info¦php_info¦i¦test¦p¦pi¦infophp¦php¦_profiler/phpinfo¦‹abc›_info›.php‹q›",
        "‹at›_profiler/‹open?file=app/config/parameters.yml¦empty/search/results?limit=‹n›¦latest¦"
        "phpinfo›",
        "‹at›‹telescope/requests¦horizon/api/stats¦_ignition/execute-solution¦"
        "_ignition/health-check¦_debugbar/open?op=get&id=‹rnd›¦adminer.php¦elmah.axd¦trace.axd¦"
        "_wpeprivate/config.json¦debug/default/view?panel=config¦debug/pprof/heap¦debug/vars¦"
        "__debug__/render_panel/›‹q›",
        "‹at›api/v1/‹namespaces/default/secrets¦pods/‹rnd›/exec?command=id›",
        "‹at›v1.‹n8›/containers/json",
        "‹at›containers/‹json¦create›", "‹at›_cat/indices?v&‹rnd›", "‹at›v2/_catalog?n=‹n›",
        "‹at›v1/agent/self?‹rnd›", "‹at›grafana/public/plugins/‹id›/../../../../etc/passwd",
        "‹at›zabbix/‹setup.php¦jsrpc.php?sid=‹hex››", "‹at›nagios/cgi-bin/statusjson.cgi?‹rnd›",
        "‹at›cacti/‹remote_agent.php?action=polldata¦graph_view.php?‹rnd››",
        "/ws/v1/cluster/apps/new-application?‹rnd›", "/jars/upload?‹rnd›",
        "‹at›apisix/admin/‹migrate/export¦routes›",
    ),
    cgi=CGI,
    routers=ROUTERS,
    enterprise=ENTERPRISE,
    left_shells=(
        "‹at›‹sh›.‹php¦php¦asp¦aspx¦jsp¦phtml¦php5›‹¦?cmd=‹rnd›¦?‹abc›=‹id¦whoami¦ls›¦?‹rnd››",
        "‹at›‹images¦uploads¦upload¦files¦media¦tmp¦cache¦assets/images¦templates¦"
        ".well-known/acme-challenge¦wp-content/uploads¦userfiles›/‹sh›.‹php¦phtml¦php7¦php.jpg¦"
        "asp;.jpg¦jsp¦aspx¦php.suspected¦pHp¦phar›‹q›",
        "‹at›‹sh›.php?‹cmd¦c¦x¦exec¦act¦0¦pass¦do›=‹id¦whoami¦ls -la¦system¦uname -a¦dir¦phpinfo()"
        ";›‹;¦›‹abc?›",
        "‹at›‹cmd¦shell¦zecmd¦jexws¦jbossass¦pwn›/‹cmd¦shell¦zecmd¦jexws‹d›¦"
        "index›.jsp‹?comment=‹rnd›¦?ppp=‹rnd›¦?cmd=id›",
        "‹at›‹sh›.‹asp¦aspx›?cmd=‹dir¦ipconfig¦net+user¦whoami›+‹abc›",
    ),
    upload_tools=(
        "‹at›‹fckeditor¦FCKeditor¦admin/FCKeditor¦js/ckeditor¦plugins/ckfinder¦"
        "scripts/fckeditor›/editor/filemanager/‹connectors/php/upload.php?Type=Media¦"
        "browser/default/connectors/php/connector.php?Command=GetFolders¦upload/test.html¦"
        "connectors/test.html¦connectors/uploadtest.html›‹?‹rnd›¦›",
        "‹at›‹elfinder¦assets/elfinder¦admin/elfinder›/php/connector.‹minimal.php¦"
        "php›?cmd=‹mkfile¦open¦upload›&target=‹rnd›",
        "‹at›‹kcfinder¦plupload¦uploadify¦jquery-file-upload/server/php¦jQuery-File-Upload¦"
        "swfupload¦ueditor/net¦tinymce/jscripts/tiny_mce/plugins/ajaxfilemanager›/‹upload.php¦"
        "browse.php¦uploadify.php¦examples/upload.php¦index.php¦controller.ashx?action=catchimage¦"
        "ajaxfilemanager.php›‹q›",
        "‹at›server/php/index.php?file=‹sh›.php", "‹at›filemanager/dialog.php?type=‹d›&‹rnd›",
        "‹at›ueditor/php/controller.php?action=listfile&‹rnd›",
    ),
    scanner_marks=(
        "/‹rand›.‹ext›?‹rnd›=%27%22%3E%3C‹rnd›",
        "‹at›acunetix-wvs-test-for-some-inexistent-file‹¦‹n››", "/nikto-test-‹rand›.html",
        "/‹w00tw00t.at.ISC.SANS.DFind:)¦w00tw00t.at.blackhats.romanian.anti-sec:)¦muieblackcat¦"
        "MyAdmin/scripts/setup.php›‹?‹n›¦›",
        "/Nmap/folder/check‹nn›‹nn›", "/NmapUpperCheck‹nn›‹nn›", "/nmaplowercheck‹nn›‹nn›",
        "/.‹rand›/../‹rand›.‹ext›", "/hello.world?%ADd+allow_url_include%3d1&‹rnd›",
        "/t4?‹rand›=../../‹id›", "/FUZZ‹n›?FUZZ=‹rnd›", "‹at›burp-collaborator-‹rand›.‹txt¦html›",
        "/TiPMiX‹n›/../‹rnd›", "/tomcat-docs/appdev/sample/web/hello.jsp?test=<script>‹rnd›",
        "/qualys-‹rand›?‹rnd›=..%2f", "/nessus_is_probing_you_‹n›?‹rnd›",
        "/netsparker‹nn›.php?‹rnd›=ns",
        "/‹sdk¦sdk/vimService¦evox/about¦HNAP1¦nmaplowercheck‹nn››?‹nn›",
    ),
    administration=(
        "‹at›‹administrator¦adm¦cpanel¦webadmin¦siteadmin¦controlpanel¦sysadmin¦admincp¦modcp¦"
        "moderator¦panel-administracion¦admin_area¦bb-admin¦instadmin¦memberadmin¦adminpanel¦"
        "admin4_account¦acceso›‹/¦_¦-¦›‹login¦index¦admin¦account¦home¦controlpanel¦signin¦cp¦"
        "adminLogin›.‹ext›‹¦?‹rnd››",
        "‹at›‹admin¦administrator›‹n›.‹php¦asp¦aspx¦jsp›",
        "‹at›‹install¦setup¦installer¦upgrade›‹.php?step=‹d›¦/index.php?step=‹d›¦"
        "/install.php?‹rnd››",
        "‹at›‹webmail¦roundcube¦squirrelmail¦horde¦owa¦zimbra¦cpanel¦whm›/‹src/login.php¦"
        "?_task=mail&_action=..%2f‹id›¦bin/msgimport¦installer/index.php?_step=‹d›¦imp/test.php¦"
        "README›‹q›",
        "‹at›‹WebInterface/function/?command=getUserList&c2f=‹n›¦login.action?redirect:‹n›¦"
        "AdminTools/querybuilder/logonform.jsp¦Autodiscover/Autodiscover.xml?‹rnd›¦pentaho/Login¦"
        "splunkd/__raw/services¦hp/device/webAccess/index.htm¦dfshealth.jsp¦"
        "kibana/app/kibana¦jupyter/terminals/‹d›?‹rnd›=%3bid›‹q›",
    ),
)
