/// A transcript in the format of those of a real core, of a box that never was: keys, numbers and values are made up,
/// the answers are what the facts about core 4.5.3 say. Written by hand, not by the fake.
let jeedomTranscript = #"""
    ### ping
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"ping\"\,\"params\":\{\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":"pong"}


    ### version
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"version\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":"4.5.3"}


    ### version_bad_key
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"version\"\,\"params\":\{\"apikey\":\"cccccccccccccccccccc\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":2,"message":"Vous n'\u00eates pas autoris\u00e9 \u00e0 effectuer cette action"}}


    ### version_short_key
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"version\"\,\"params\":\{\"apikey\":\"short\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":2,"message":"Vous n'\u00eates pas autoris\u00e9 \u00e0 effectuer cette action"}}


    ### version_no_key
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"version\"\,\"params\":\{\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":1,"message":"Vous n'\u00eates pas autoris\u00e9 \u00e0 effectuer cette action"}}


    ### version_plugin_key
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"version\"\,\"params\":\{\"apikey\":\"OwnVirtualKeyOfTheseTests012345678\"\,\"plugin\":\"virtual\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":"4.5.3"}


    ### version_plugin_key_alone
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"version\"\,\"params\":\{\"apikey\":\"OwnVirtualKeyOfTheseTests012345678\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":2,"message":"Vous n'\u00eates pas autoris\u00e9 \u00e0 effectuer cette action"}}


    ### datetime
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"datetime\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":1795219664.123456}


    ### unknown_method
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"bar\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":500,"message":"Aucune m\u00e9thode correspondante : bar"}}


    ### byType
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"eqLogic::byType\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"type\":\"virtual\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":[{"id":21,"name":"Compteur \u00e9lectrique","logicalId":"","generic_type":null,"object_id":1,"eqType_name":"virtual","isVisible":1,"isEnable":1,"configuration":{"createtime":"2026-03-01 10:00:00","updatetime":"2026-03-01 10:00:01"},"timeout":0,"category":[],"display":{"backGraph::info":0},"order":9999,"comment":null,"tags":null,"status":{"lastCommunication":"2025-03-02 00:00:00","timeout":0,"warning":0,"danger":0,"enableDatime":"2026-03-01 10:00:01"},"cache":[]}]}


    ### byType_empty
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"eqLogic::byType\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"type\":\"jMQTT\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":"ok"}


    ### fullById
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"eqLogic::fullById\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":21\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":{"id":21,"name":"Compteur \u00e9lectrique","logicalId":"","generic_type":null,"object_id":1,"eqType_name":"virtual","isVisible":1,"isEnable":1,"configuration":{"createtime":"2026-03-01 10:00:00","updatetime":"2026-03-01 10:00:01"},"timeout":0,"category":[],"display":{"backGraph::info":0},"order":9999,"comment":null,"tags":null,"status":{"lastCommunication":"2025-03-02 00:00:00","timeout":0,"warning":0,"danger":0,"enableDatime":"2026-03-01 10:00:01"},"cache":[],"cmds":[{"id":31,"logicalId":null,"generic_type":null,"eqType":"virtual","name":"Conso HC","order":0,"type":"info","subType":"numeric","eqLogic_id":21,"isHistorized":"1","unite":"kWh","configuration":[],"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":"","isVisible":1,"alert":[],"currentValue":4.5},{"id":32,"logicalId":null,"generic_type":null,"eqType":"virtual","name":"Conso jour","order":0,"type":"info","subType":"numeric","eqLogic_id":21,"isHistorized":"1","unite":"kWh","configuration":{"historizeMode":"none"},"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":"","isVisible":1,"alert":[],"currentValue":12},{"id":30,"logicalId":"refresh","generic_type":null,"eqType":"virtual","name":"Rafraichir","order":0,"type":"action","subType":"other","eqLogic_id":21,"isHistorized":"0","unite":"","configuration":[],"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":null,"isVisible":1,"alert":[],"currentValue":null},{"id":33,"logicalId":null,"generic_type":null,"eqType":"virtual","name":"Tempo","order":0,"type":"info","subType":"string","eqLogic_id":21,"isHistorized":"0","unite":"","configuration":[],"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":"","isVisible":1,"alert":[],"currentValue":""}]}}


    ### fullById_unknown
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"eqLogic::fullById\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":5\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":602,"message":"EqLogic introuvable : 5"}}


    ### byEqLogicId
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::byEqLogicId\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"eqLogic_id\":21\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":[{"id":31,"logicalId":null,"generic_type":null,"eqType":"virtual","name":"Conso HC","order":0,"type":"info","subType":"numeric","eqLogic_id":21,"isHistorized":"1","unite":"kWh","configuration":[],"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":"","isVisible":1,"alert":[],"currentValue":4.5},{"id":32,"logicalId":null,"generic_type":null,"eqType":"virtual","name":"Conso jour","order":0,"type":"info","subType":"numeric","eqLogic_id":21,"isHistorized":"1","unite":"kWh","configuration":{"historizeMode":"none"},"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":"","isVisible":1,"alert":[],"currentValue":12},{"id":30,"logicalId":"refresh","generic_type":null,"eqType":"virtual","name":"Rafraichir","order":0,"type":"action","subType":"other","eqLogic_id":21,"isHistorized":"0","unite":"","configuration":[],"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":null,"isVisible":1,"alert":[],"currentValue":null},{"id":33,"logicalId":null,"generic_type":null,"eqType":"virtual","name":"Tempo","order":0,"type":"info","subType":"string","eqLogic_id":21,"isHistorized":"0","unite":"","configuration":[],"template":{"dashboard":"core::default","mobile":"core::default"},"display":[],"value":"","isVisible":1,"alert":[],"currentValue":""}]}


    ### event
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::event\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":32\,\"value\":13.75\,\"datetime\":\"2025-03-01\ 00:00:00\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":"ok"}


    ### event_comma
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::event\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":32\,\"value\":\"14\,5\"\,\"datetime\":\"2025-03-02\ 00:00:00\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":"ok"}


    ### event_unknown
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::event\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":777\,\"value\":1\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":702,"message":"Commande introuvable : 777"}}


    ### event_probe
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::event\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":0\,\"value\":0\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":702,"message":"Commande introuvable : 0"}}


    ### event_bad_date
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::event\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":31\,\"value\":2\,\"datetime\":\"y\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"error":{"code":-32000,"message":"[MySQL] Error code : 22007 (1292). Incorrect datetime value: 'y' for column `jeedom`.`history`.`datetime` at row 1  : REPLACE INTO history\n        SET cmd_id=:cmd_id,\n        `datetime`=:datetime,\n        value=:value"}}


    ### getHistory
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::getHistory\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":32\,\"startTime\":\"2025-01-01\ 00:00:00\"\,\"endTime\":\"2025-12-31\ 00:00:00\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":[{"cmd_id":32,"value":"13.75","datetime":"2025-03-01 00:00:00"},{"cmd_id":32,"value":"14.5","datetime":"2025-03-02 00:00:00"},{"cmd_id":32,"value":"12","datetime":"2025-04-01 00:00:00"}]}


    ### getHistory_empty
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::getHistory\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":32\,\"startTime\":\"2020-01-01\ 00:00:00\"\,\"endTime\":\"2020-12-31\ 00:00:00\"\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":"ok"}


    ### execCmd
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php -H Content-Type:\ application/json --data-binary \{\"jsonrpc\":\"2.0\"\,\"id\":3\,\"method\":\"cmd::execCmd\"\,\"params\":\{\"apikey\":\"OwnCoreKeyOfTheseTests0123456789\"\,\"id\":\[32\,31\]\,\"options\":null\}\}
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":3,"result":{"32":{"value":14.5,"collectDate":"2025-03-02 00:00:00"},"31":{"value":2,"collectDate":"y"}}}


    ### batch
    > curl -XPOST http://127.0.0.1:8080/core/api/jeeApi.php --data-binary \[\{\"jsonrpc\":\"2.0\"\,\"id\":1\,\"method\":\"ping\"\}\]
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-Type: application/json

    {"jsonrpc":"2.0","id":99999,"error":{"code":1,"message":"Requ\u00eate invalide. Version JSON-RPC invalide : "}}


    ### virtual_ok
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnVirtualKeyOfTheseTests012345678\&plugin=virtual\&type=event\&id=31\&value=4.6
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8


    ### virtual_empty_value
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnVirtualKeyOfTheseTests012345678\&plugin=virtual\&type=event\&id=32\&value=
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8


    ### virtual_unknown_id
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnVirtualKeyOfTheseTests012345678\&plugin=virtual\&type=event\&id=777\&value=1
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8

    Commande ID virtuel inconnu ou la commande n\'est pas de type virtuel : 777


    ### virtual_probe
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnVirtualKeyOfTheseTests012345678\&plugin=virtual\&type=event\&id=0
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8

    Commande ID virtuel inconnu ou la commande n\'est pas de type virtuel : 0


    ### virtual_bad_key
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=dddddddddddddddddddd\&plugin=virtual\&type=event\&id=31\&value=1
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8

    Vous n'êtes pas autorisé à effectuer cette action, IP : 127.0.0.1


    ### virtual_core_key
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnCoreKeyOfTheseTests0123456789\&plugin=virtual\&type=event\&id=31\&value=1
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8

    Vous n'êtes pas autorisé à effectuer cette action, IP : 127.0.0.1


    ### virtual_eid
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnVirtualKeyOfTheseTests012345678\&plugin=virtual\&type=event\&eid=21\&name=conso%20hc\&value=4.75
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8


    ### virtual_echo
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnVirtualKeyOfTheseTests012345678\&plugin=virtual\&type=event\&eid=21\&name=nothing\&value=1
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8

    Commande introuvable : {"apikey":"OwnVirtualKeyOfTheseTests012345678","plugin":"virtual","type":"event","eid":"21","name":"nothing","value":"1"}


    ### core_cmd_ok
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnCoreKeyOfTheseTests0123456789\&type=cmd\&id=32\&value=8.25
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8

    8.25


    ### core_cmd_read
    > curl http://127.0.0.1:8080/core/api/jeeApi.php\?apikey=OwnCoreKeyOfTheseTests0123456789\&type=cmd\&id=31
    HTTP/1.1 200 OK
    Access-Control-Allow-Origin: *
    Access-Control-Allow-Methods: POST, GET
    Access-Control-Allow-Headers: Content-Type
    Content-type: text/html; charset=UTF-8

    4.75
    """#
