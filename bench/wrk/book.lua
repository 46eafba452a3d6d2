-- Every request books another place: member by member, and for each of them one time after the other.
-- wrk … -- TOKENS_FILE FIRST_TIME VENUES DAY DAY …: the first time (a count of half hours) that no run before has used.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  tokens = {}
  for token in io.lines(args[1]) do tokens[#tokens + 1] = token end
  time = tonumber(args[2])
  venues = tonumber(args[3])
  days = {}
  for i = 4, #args do days[#days + 1] = args[i] end
  share = math.floor(#tokens / 2)
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
  local slot = string.format("v%d.%sT%02d%02d", member % venues + 1, days[math.floor(time / 48) + 1], math.floor(of_day / 2), of_day % 2 * 30)
  return wrk.format("POST", "/v1/reservations", {
    ["Authorization"] = "Bearer " .. tokens[number * share + member],
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
