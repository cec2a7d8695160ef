import json
import paho.mqtt.client as mqtt

def on_message(client, userdata, msg):
    topic = msg.topic
    payload = json.loads(msg.payload.decode())

    if "consumption/daily" in topic:
        pdl = topic.split("/")[1]
        print(f"PDL {pdl}: {payload['value']} kWh")

client = mqtt.Client()
client.username_pw_set("user", "password")
client.on_message = on_message

client.connect("localhost", 1883)
client.subscribe("myelectricaldata/#")
client.loop_forever()
