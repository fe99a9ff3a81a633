package dev.kalm.bench.dns;

/**
 * One run of one load against one server.
 *
 * @param allocated bytes that the threads that answer allocated; not a number for a server without
 *     a garbage collector
 */
record Sample(Load load, ProcessTree.Cpu cpu, double allocated) {

  double queriesASecond() {
    return load.queriesASecond();
  }

  double cpuMicros() {
    return micros(cpu.total());
  }

  double userMicros() {
    return micros(cpu.user());
  }

  double systemMicros() {
    return micros(cpu.system());
  }

  /** The part of its core's time that the server used, in percent. */
  double busyPercent() {
    return cpu.total() / load.seconds() * 100;
  }

  double lostAMillion() {
    return (double) (load.lost() + load.wrong()) / load.answered() * 1e6;
  }

  double allocatedBytes() {
    return allocated / load.answered();
  }

  private double micros(double seconds) {
    return seconds / load.answered() * 1e6;
  }
}
