Third-party software in yizhan.jar
==================================

A line for each library, as it is built in: name and version | licences, as its pom has them | where it is at home.
Of several licences, Yizhan uses it under the first that is not a GNU licence.

  licences/LICENCE.txt   the text of a licence
  LIBRARY/               what a library says itself: copyright, licence, notice

<#list dependencyMap as entry>
<#assign library = entry.getKey()/>
${library.groupId}:${library.artifactId}:${library.version} | ${entry.getValue()?join(", ")} | ${library.url!"-"}
</#list>

Besides:

PostgreSQL 18, in embedded-postgres-binaries-* | PostgreSQL, and the licences of the libraries beside it | postgresql-server/
AWS-LC, in AmazonCorrettoCryptoProvider | Apache-2.0, and those of OpenSSL and BoringSSL | aws-lc/
Outlines of Shanghai's districts, demo/shanghai-districts.geojson, derived from Apache ECharts 4.9.0 | Apache-2.0 | echarts/
Places of time zones, io/yizhan/catalogue/zones.txt, from tzdata | Public Domain | https://www.iana.org/time-zones
