package io.yizhan.bench;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;

/**
 * The core's classes, loaded once more with {@link Steps} in the two methods through which every cell and every entry of an index is
 * reached. So what a command does is counted, the same in every run, without a counter in what is shipped.
 */
final class CountedCore extends ClassLoader {
    private static final String CELLS = "io.yizhan.core.table.Cells";
    private static final String INDEX = "io.yizhan.core.table.CellIndex";

    private final ClassFileLocator files = ClassFileLocator.ForClassLoader.of(getParent());

    private CountedCore() {
        super(CountedCore.class.getClassLoader());
    }

    /** An instance of the class as this loader has it, and with it all that it uses of the core and of {@link Workload}. */
    static IntConsumer of(Class<? extends IntConsumer> work) throws ReflectiveOperationException {
        return (IntConsumer) new CountedCore()
                .loadClass(work.getName())
                .getDeclaredConstructor()
                .newInstance();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) return loaded;
            return counted(name) ? define(name) : super.loadClass(name, resolve);
        }
    }

    private static boolean counted(String name) {
        return name.startsWith("io.yizhan.core.")
                || name.startsWith(Workload.class.getName())
                || name.startsWith(GrowthTest.class.getName());
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] code = switch (name) {
            case CELLS -> counting(name, "page", Steps.OfCells.class);
            case INDEX -> counting(name, "after", Steps.OfProbes.class);
            default -> plain(name);
        };
        return defineClass(name, code, 0, code.length);
    }

    private byte[] counting(String name, String method, Class<?> counter) {
        return new ByteBuddy()
                .redefine(TypePool.Default.of(files).describe(name).resolve(), files)
                .visit(Advice.to(counter).on(named(method)))
                .make()
                .getBytes();
    }

    private byte[] plain(String name) throws ClassNotFoundException {
        try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (code == null) throw new ClassNotFoundException(name);
            return code.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }
}
