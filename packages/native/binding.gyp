{
  "target_defaults": {
    "cflags_cc": ["-std=c++17", "-Wall", "-Wextra", "-O2", "-fvisibility=hidden"],
    "cflags_cc!": ["-fno-rtti", "-std=gnu++17", "-std=gnu++20"],
    "include_dirs": ["src"]
  },
  "targets": [
    {
      "target_name": "flipcall",
      "sources": [
        "src/addon.cc",
        "src/addon_endpoint.cc",
        "src/addon_life_line.cc",
        "src/addon_link.cc",
        "src/addon_memory_view.cc",
        "src/addon_packet_window.cc",
        "src/donated_descriptors.cc",
        "src/endpoint_unsafe.cc",
        "src/futex_ring.cc",
        "src/life_line.cc",
        "src/link_unsafe.cc",
        "src/packet_window.cc",
        "src/reactor.cc",
        "src/reactor_crowd.cc",
        "src/ring_sleeper.cc",
        "src/spin.cc",
        "src/thread_sleeper.cc"
      ],
      "include_dirs": ["<!(node -p \"require('node-addon-api').include_dir\")"],
      # The last one: a worker that is terminated may be in the middle of a call. What can not be thrown any more would end
      # the whole process.
      "defines": [
        "NAPI_VERSION=8",
        "NODE_ADDON_API_DISABLE_CPP_EXCEPTIONS",
        "NODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS"
      ],
      # Symbols are looked up when the addon is loaded, not in the first connection: that takes an eighth of it.
      "ldflags": ["-Wl,-z,now"]
    }
  ],
  # The published package has no benchmarks in it.
  "conditions": [
    [
      "'<!(test -d bench && echo yes || echo no)' == 'yes'",
      {
        "targets": [
          {
            "target_name": "handoff_pair",
            "type": "executable",
            "sources": [
              "bench/handoff_pair.cc",
              "src/endpoint_unsafe.cc",
              "src/packet_window.cc",
              "src/spin.cc"
            ]
          }
        ]
      }
    ]
  ]
}
