package dev.kappa.stack;

import java.util.List;
import java.util.Set;

/** A server that is never started, for what is decided before that. */
record FakeServer(String name, Set<String> needs, List<Port> ports, int memoryMebibytes)
    implements Server {

  FakeServer(String name, String... needs) {
    this(name, Set.of(needs), List.of(), 1);
  }

  @Override
  public List<String> problems() {
    return List.of();
  }

  @Override
  public void prepare() {
    throw new AssertionError("not to be prepared");
  }

  @Override
  public void launch(ChildProcesses children) {
    throw new AssertionError("not to be started");
  }

  @Override
  public boolean isReady() {
    return false;
  }
}
