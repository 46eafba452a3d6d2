-- Every request books another place: member by member, and for each of them one time after the other.
-- wrk … -- TOKENS_FILE FIRST_TIME GROUP VENUE VENUES DAY DAY …: the first time (a count of half hours) that no run before has used; how
-- many of the members book each time, those after them the next one, and so on; the first venue and how many.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  tokens = {}
  for token in io.lines(args[1]) do tokens[#tokens + 1] = token end
  time = tonumber(args[2])
  share = math.floor(tonumber(args[3]) / 2)
  venue = tonumber(args[4])
  venues = tonumber(args[5])
  days = {}
  for i = 6, #args do days[#days + 1] = args[i] end
  groups = math.max(1, math.floor(#tokens / share / 2))
  member = 0
  keys = 0
  wrk.method = "POST"
end

function request()
  member = member + 1
  if member > share then
    member = 1
    time = time + 1
  end
  keys = keys + 1
  local of_day = time % 48
  local slot = string.format("v%d.%sT%02d%02d", venue + member % venues, days[math.floor(time / 48) + 1], math.floor(of_day / 2), of_day % 2 * 30)
  local token = (2 * (time % groups) + number) * share + member
  return wrk.format("POST", "/v1/reservations", {
    ["Authorization"] = "Bearer " .. tokens[token],
    ["Idempotency-Key"] = number .. "-" .. time .. "-" .. keys,
    ["Content-Type"] = "application/json",
  }, '{"slots":["' .. slot .. '"],"party":1,"mode":"confirm"}')
end

local refused = 0
function response(status, headers, body)
  if status ~= 201 then
    refused = refused + 1
    if refused <= 3 then io.stderr:write(status .. " " .. body .. "\n") end
  end
end
