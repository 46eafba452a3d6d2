-- Every request of a broker books so many places, each for a member of its own whom no other run has used.
-- wrk … -- TOKEN ITEMS RUN PAUSE_MS VENUE VENUES DAY DAY …: how long each connection pauses before a request; the first venue and how many.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  token = args[1]
  items = tonumber(args[2])
  run = tonumber(args[3])
  pause = tonumber(args[4])
  venue = tonumber(args[5])
  venues = tonumber(args[6])
  days = {}
  for i = 7, #args do days[#days + 1] = args[i] end
  sent = 0
  wrk.method = "POST"
  headers = { ["Authorization"] = "Bearer " .. token, ["Content-Type"] = "application/json" }
end

-- Written once for each half hour and day; a request only puts its number into it.
local texts = {}

local function text(slot)
  if not texts[slot] then
    local day = days[1 + math.floor(slot / 24) % (#days - 1) + 1]
    -- The later half of each day, which single bookings come to last.
    local of_day = 24 + slot % 24
    local all = {}
    for i = 1, items do
      all[i] = string.format(
        '{"member":"@-%d","key":"k","slots":["v%d.%sT%02d%02d"],"party":1}',
        i, venue + i % venues, day, math.floor(of_day / 2), of_day % 2 * 30)
    end
    texts[slot] = '{"items":[' .. table.concat(all, ",") .. "]}"
  end
  return texts[slot]
end

function request()
  sent = sent + 1
  local members = string.format("%d-%d-%d", run, number, sent)
  -- Each slot has places for 200 requests, of which two threads take 180. A run has fourteen of them for itself: 420,000 bookings/s for six seconds.
  local slot = (run * 14 + math.floor(sent / 90)) % (24 * (#days - 1))
  return wrk.format("POST", "/v1/broker/reservations", headers, (string.gsub(text(slot), "@", members)))
end

function delay()
  return pause
end

local refused = 0
function response(status, headers, body)
  if status ~= 200 or string.find(body, '"problem"', 1, true) then
    refused = refused + 1
    if refused <= 3 then io.stderr:write(status .. " " .. string.sub(body, 1, 300) .. "\n") end
  end
end
