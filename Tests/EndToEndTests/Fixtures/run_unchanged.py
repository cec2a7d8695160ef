"""Runs a script to the letter on a machine whose port 1883 is not ours: run_unchanged.py PORT SCRIPT.

Only where sockets lead is changed, below the library that the script uses. Output is not held back.
"""
import functools
import runpy
import socket
import sys

port, script = int(sys.argv[1]), sys.argv[2]
create_connection = socket.create_connection


def redirected(address, *arguments, **options):
    return create_connection(("127.0.0.1", port) if address[1] == 1883 else address, *arguments, **options)


socket.create_connection = redirected
import builtins

builtins.print = functools.partial(print, flush=True)
runpy.run_path(script, run_name="__main__")
