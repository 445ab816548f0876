# Library, headers, pkg-config and CMake package.
include(CMakePackageConfigHelpers)

install(TARGETS od0x8004 od0x8004_static EXPORT od0x8004-targets
        LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY include/od0x8004 DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
if(TARGET od0x8004-cli)
  install(TARGETS od0x8004-cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  install(FILES examples/cli/od0x8004.1
          DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
  install(FILES examples/cli/completions/od0x8004.bash
          DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
          RENAME od0x8004)
  install(FILES examples/cli/completions/od0x8004.fish
          DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
  install(FILES examples/cli/completions/od0x8004.zsh
          DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
          RENAME _od0x8004)
endif()

# From where the .pc file lies to the prefix, so that the tree can be moved.
file(RELATIVE_PATH od_pc_up "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
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
