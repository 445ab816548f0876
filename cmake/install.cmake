# Library, headers, pkg-config and CMake package.
include(CMakePackageConfigHelpers)

install(TARGETS od0x8004 od0x8004_static EXPORT od0x8004-targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/od0x8004 DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(TARGET od0x8004-cli)
  install(TARGETS od0x8004-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

configure_file(pkgconfig/od0x8004.pc.in od0x8004.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/od0x8004.pc
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

set(od_package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/od0x8004)
configure_package_config_file(pkgconfig/od0x8004-config.cmake.in
  ${CMAKE_BINARY_DIR}/od0x8004-config.cmake
  INSTALL_DESTINATION ${od_package_dir})
write_basic_package_version_file(
  ${CMAKE_BINARY_DIR}/od0x8004-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(EXPORT od0x8004-targets NAMESPACE od0x8004::
        DESTINATION ${od_package_dir})
install(FILES ${CMAKE_BINARY_DIR}/od0x8004-config.cmake
              ${CMAKE_BINARY_DIR}/od0x8004-config-version.cmake
        DESTINATION ${od_package_dir})
