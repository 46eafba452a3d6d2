package io.yizhan.drill;

import static java.util.Objects.requireNonNull;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Holds single threads of another JVM while all others go on: no signal does that. Lets go of them when closed. */
final class HeldThreads implements AutoCloseable {
    /** Has that JVM wait for somebody like this. */
    static final String FLAG = "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0";

    private static final Pattern ADDRESS = Pattern.compile("Listening for transport dt_socket at address: (\\d+)");

    private final VirtualMachine machine;
    private final List<ThreadReference> held;

    private HeldThreads(VirtualMachine machine, List<ThreadReference> held) {
        this.machine = machine;
        this.held = held;
    }

    /** @param name that their names begin with */
    static HeldThreads of(EngineProcess engine, String name) {
        Matcher address = ADDRESS.matcher(engine.output());
        if (!address.find()) throw new IllegalStateException("started without " + FLAG);
        try {
            VirtualMachine machine = attached(address.group(1));
            List<ThreadReference> held = machine.allThreads().stream()
                    .filter(thread -> thread.name().startsWith(name))
                    .toList();
            if (held.isEmpty()) throw new IllegalStateException("no thread " + name);
            held.forEach(ThreadReference::suspend);
            return new HeldThreads(machine, held);
        } catch (IOException | IllegalConnectorArgumentsException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static VirtualMachine attached(String port) throws IOException, IllegalConnectorArgumentsException {
        AttachingConnector sockets = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(it -> it.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = sockets.defaultArguments();
        requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        requireNonNull(arguments.get("port")).setValue(port);
        return sockets.attach(arguments);
    }

    int size() {
        return held.size();
    }

    @Override
    public void close() {
        held.forEach(ThreadReference::resume);
        machine.dispose();
    }
}
