package dev.slipway.outside.store;

import java.io.IOException;
import java.io.InputStream;

/** Loads the store's classes anew, in a world in which there is no Flyway. */
final class WithoutFlyway extends ClassLoader {
  private static final String STORE = SqlStore.class.getPackageName() + ".";

  WithoutFlyway() {
    super(WithoutFlyway.class.getClassLoader());
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith("org.flywaydb.")) {
      throw new ClassNotFoundException(name + " was asked for");
    }
    if (!name.startsWith(STORE)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = file.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
